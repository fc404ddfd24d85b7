"""VersionedResource: a resource entry with a date and a versionId that change whenever its content does."""

from dataclasses import dataclass
from datetime import UTC, datetime

from terminology.library.resources import ResourceEntry


@dataclass(frozen=True, slots=True)
class VersionedResource:
    """`last_updated` of built-in resources is the date of the server's release."""

    entry: ResourceEntry
    last_updated: datetime
    version_id: str


def versioned(entry: ResourceEntry, released: datetime, software_version: str) -> VersionedResource:
    """A reimported release restarts at version one, so its versionId also includes the import time."""
    if entry.last_updated is None:
        return VersionedResource(entry, released, software_version)
    if entry.is_written:
        return VersionedResource(entry, entry.last_updated, str(entry.version_id))
    moment = entry.last_updated.astimezone(UTC)
    return VersionedResource(entry, moment, f"{entry.version_id}-{moment:%Y%m%d%H%M%S}")
