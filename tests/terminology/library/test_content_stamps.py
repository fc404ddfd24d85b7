from dataclasses import replace
from datetime import UTC, datetime

import pytest

from terminology.core.catalogue import Catalogue
from terminology.library.content_stamps import Content, ContentStamp
from terminology.library.dependencies import Basis, Dependencies
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import ContentBase, Snapshot
from terminology.library.written import Change

RELEASED, IMPORTED, WRITTEN = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3))
SNAPSHOT = replace(
    Snapshot(Catalogue(), ResourceIndex(), 1),
    digest="abc 7",
    written=7,
    base=ContentBase(IMPORTED),
    last_updated=WRITTEN,
)


def stamp(snapshot: Snapshot, change: Change | None) -> ContentStamp:
    asked: list[Basis] = []

    def last_change(basis: Basis) -> Change | None:
        asked.append(basis)
        return change

    found = Content(snapshot, "0.1.0", RELEASED).stamp(Dependencies(snapshot), last_change)
    assert asked == [Basis(snapshot.written, frozenset({"*"}))]
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, ContentStamp("0.1.0 abc", IMPORTED)),
        (Change(5, WRITTEN), ContentStamp("0.1.0 abc 5", WRITTEN)),
        (Change(5, RELEASED), ContentStamp("0.1.0 abc 5", IMPORTED)),
        (Change(8, WRITTEN), ContentStamp("0.1.0 abc 7", WRITTEN)),  # behind the snapshot
    ],
)
def test_an_answer_is_stamped_by_the_last_commit_that_it_was_made_from(
    change: Change | None, expected: ContentStamp
) -> None:
    assert stamp(SNAPSHOT, change) == expected


def test_content_without_a_time_has_that_of_the_release_of_the_server() -> None:
    nothing = Snapshot(Catalogue(), ResourceIndex(), 1)
    assert stamp(nothing, None).time == Content(nothing, "0.1.0", RELEASED).time == RELEASED
    assert Content(SNAPSHOT, "0.1.0", RELEASED).time == WRITTEN
    assert Content(SNAPSHOT, "0.1.0", RELEASED).key == "0.1.0 abc 7"
