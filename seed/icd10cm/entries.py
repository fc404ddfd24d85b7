"""Entries for chapters, blocks, categories and codes, from the order file, the tabular list, or both merged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from seed.icd10.depth_first import depth_first, longest_prefix
from seed.icd10.order_file import OrderRow
from seed.icd10cm.codes import CATEGORY_LENGTH, with_dot
from seed.release import NotARelease, RejectedRow

Kind = Literal["chapter", "block", "category", "code"]

# The two files of one release have the same codes; a larger difference means two releases.
DIFFERENCE_PERCENT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """`code` has the dot. `notes` are pairs of property and text; `parent` is None at the top.

    `tabular_title` is CDC's title if it differs from CMS's order file. `line` is the line in the authoritative file.
    """

    code: str
    kind: Kind
    title: str
    parent: str | None
    is_billable: bool
    line: int
    notes: tuple[tuple[str, str], ...] = ()
    short_description: str | None = None
    tabular_title: str | None = None


def kind_of(code: str) -> Kind:
    return "category" if len(code) == CATEGORY_LENGTH else "code"


def entries_from_order_file(rows: Iterable[OrderRow]) -> tuple[Entry, ...]:
    """Categories and codes, depth first; the parent of a code is its longest prefix in the file."""
    by_code = {row.code: row for row in rows}
    parents = {code: parent for code in by_code if (parent := longest_prefix(code, by_code, shortest=CATEGORY_LENGTH))}
    return tuple(_entry(by_code[code], parents.get(code)) for code in depth_first(by_code, parents))


def _entry(row: OrderRow, parent: str | None) -> Entry:
    return Entry(
        code=with_dot(row.code),
        kind=kind_of(row.code),
        title=row.long_description,
        parent=parent and with_dot(parent),
        is_billable=row.is_billable,
        line=row.line,
        short_description=row.short_description or None,
    )


def join(
    listed: tuple[Entry, ...], tabular: tuple[Entry, ...], order_file: str, tabular_file: str
) -> tuple[tuple[Entry, ...], tuple[RejectedRow, ...]]:
    """The codes of the order file, with the chapters, blocks and notes of the tabular list; depth first.

    Entries of the tabular list that the order file lacks are rejected; if there are many, the files are of different
    releases: raises NotARelease.
    """
    by_code = {entry.code: entry for entry in tabular}
    codes = {entry.code for entry in listed}
    groups = [entry for entry in tabular if entry.kind in ("chapter", "block")]
    extra = [entry for entry in tabular if entry.kind in ("category", "code") and entry.code not in codes]
    _check_same_release(len(extra), codes - by_code.keys(), len(codes), order_file, tabular_file)
    joined = {entry.code: entry for entry in (*groups, *_completed(listed, by_code))}
    parents = {code: entry.parent for code, entry in joined.items() if entry.parent}
    reason = "{} is in the tabular list, but not in the order file"
    rejected = tuple(RejectedRow(entry.line, reason.format(entry.code)) for entry in extra)
    return tuple(joined[code] for code in depth_first(joined, parents)), rejected


def _completed(listed: Iterable[Entry], tabular: Mapping[str, Entry]) -> Iterator[Entry]:
    for entry in listed:
        described = tabular.get(entry.code)
        if described is None:
            yield entry
            continue
        yield replace(
            entry,
            parent=entry.parent or described.parent,
            notes=described.notes,
            tabular_title=None if described.title == entry.title else described.title,
        )


def _check_same_release(extra: int, unknown: set[str], size: int, order_file: str, tabular_file: str) -> None:
    if max(extra, len(unknown)) * 100 > size * DIFFERENCE_PERCENT:
        raise NotARelease(
            f"{order_file} and {tabular_file} are not of one release: {len(unknown):,} codes are only in the first, "
            f"{extra:,} only in the second."
        )
