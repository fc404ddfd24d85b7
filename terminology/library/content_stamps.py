"""Content stamps: what tells the content apart of an answer, the same in all processes, and its time."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from terminology.library.dependencies import Basis, Dependencies
from terminology.library.snapshots import Snapshot
from terminology.library.written import Change


class ContentStamp(NamedTuple):
    key: str
    time: datetime


class Content(NamedTuple):
    """A snapshot as a release of the server reads it. `released` is the time of content that has none of its own."""

    snapshot: Snapshot
    software_version: str
    released: datetime

    @property
    def key(self) -> str:
        """What tells it apart. Another release may answer the same question differently."""
        return f"{self.software_version} {self.snapshot.digest}"

    @property
    def time(self) -> datetime:
        """When it came to be: its newest import or, before the first, the release of the server."""
        return self.snapshot.last_updated or self.released

    def stamp(self, dependencies: Dependencies, last_change: Callable[[Basis], Change | None]) -> ContentStamp:
        """Of the part that an answer depends on: what else is written since changes neither key nor time."""
        base = f"{self.software_version} {self.snapshot.base_digest}"
        time = self.snapshot.base.last_updated or self.released
        change = last_change(dependencies.basis)
        if change is None:
            return ContentStamp(base, time)
        written = self.snapshot.written
        if change.number > written:  # touched since: of which earlier commit this is, is not known any more
            return ContentStamp(f"{base} {written}", self.time)
        return ContentStamp(f"{base} {change.number}", max(time, change.at))
