"""What was read of CMS's files, said before it is loaded: how many rows, which were rejected, which files left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from terminology.cli.output import talk, talk_of_some

if TYPE_CHECKING:
    from seed.release import RejectedRow, SkippedFile


def report_skipped(skipped: Sequence["SkippedFile"]) -> None:
    for item in skipped:
        talk(f"{item.name} is left out: {item.reason}")


def report_rows(what: str, rows_read: int, rejected: Sequence["RejectedRow"]) -> None:
    talk(f"{what}, {rows_read:,} rows, {len(rejected):,} rejected")
    talk_of_some([f"line {row.line}: {row.reason}" for row in rejected])
