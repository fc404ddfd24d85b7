"""Content stamps: a key that identifies an answer's content, the same in all processes, and its time."""

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
    """A snapshot as read by one release of the server. `released` is the time of content that has none of its own."""

    snapshot: Snapshot
    software_version: str
    released: datetime

    @property
    def key(self) -> str:
        """Identifies the content. Includes the server's release, as another may answer the same request differently."""
        return f"{self.software_version} {self.snapshot.digest}"

    @property
    def time(self) -> datetime:
        """The time of the newest import or, if none, of the server's release."""
        return self.snapshot.last_updated or self.released

    def stamp(self, dependencies: Dependencies, last_change: Callable[[Basis], Change | None]) -> ContentStamp:
        """The stamp of the part that an answer depends on: other writes change neither key nor time."""
        base = f"{self.software_version} {self.snapshot.base_digest}"
        time = self.snapshot.base.last_updated or self.released
        change = last_change(dependencies.basis)
        if change is None:
            return ContentStamp(base, time)
        written = self.snapshot.written
        if change.number > written:  # changed since: the earlier commit is no longer known
            return ContentStamp(f"{base} {written}", self.time)
        return ContentStamp(f"{base} {change.number}", max(time, change.at))
