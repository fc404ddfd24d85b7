"""A claim file uploaded on the page, checked as `terminology check` does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from seed.registry import DEFAULT_SYSTEM
from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.files import KINDS, CheckOptions, Output, check_file, output_to
from terminology.operations.check_lines.check import LineChecker
from terminology.pages.context import PageRequest
from terminology.pages.forms import SentFile
from terminology.pages.problems import PageProblem

RESULT_KINDS = ("csv", "xlsx", "json", "ndjson")
RESULT_MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
}
MAX_ROWS = 500  # on the screen; the download has them all


@dataclass(slots=True)
class RowsOnScreen:
    """The first rows of the result; an `Output` of library/checking."""

    rows: list[Sequence[str]] = field(default_factory=list)

    def begin(self, headings: Sequence[str]) -> None:
        """Does nothing: the page has its own headings."""

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows += rows[: MAX_ROWS - len(self.rows)]

    def close(self) -> None:
        """Does nothing: there is nothing to close."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`content` is the result file if a format was chosen; otherwise `rows` are its first rows.

    `remarks`: sentences about how the file was read.
    """

    counts: Counter[str]
    rules: Counter[str]
    rows: tuple[Sequence[str], ...]
    content: bytes
    remarks: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.counts.total()


def checked_file(
    request: PageRequest, file: SentFile, format: str | None, day: date | None = None, sheet: str | None = None
) -> CheckedFile:
    """`day` applies to lines without one; default today. The file is written to a temporary folder.

    Raises PageProblem for a file that cannot be checked.
    """
    request.catalogue.get_code_system(DEFAULT_SYSTEM)
    checker = LineChecker(request.catalogue, DEFAULT_SYSTEM, day or request.context.today())
    content, screen = BytesIO(), RowsOnScreen()
    output: Output = output_to(content, "ndjson" if format == "json" else format) if format else screen
    ending = PurePath(file.name).suffix.lower()
    remarks: list[str] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"lines{ending if ending in KINDS else '.csv'}"
        path.write_bytes(file.content)
        try:
            rows = check_file(
                path, checker, CheckOptions(sheet=sheet), output, lambda _done: request.check_deadline(), remarks.append
            )
            output.close()
        except UnreadableFile as error:
            raise PageProblem(400, str(error).rstrip("."), "Correct the file and send it again.") from None
    result = _as_list(content.getvalue()) if format == "json" else content.getvalue()
    return CheckedFile(rows.counts, rows.rules, tuple(screen.rows), result, tuple(remarks))


def _as_list(lines: bytes) -> bytes:
    """NDJSON as one JSON array."""
    return b"[" + b",\n".join(lines.splitlines()) + b"]"
