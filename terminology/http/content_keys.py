"""ContentKeys: a short text that changes when what is served changes, the same in every process over the same content.

ETags are made of it. A revision number alone would repeat itself over another store.
"""

import hashlib

from fhir_resources.version import FhirVersion
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import Snapshot


class ContentKeys:
    """Reckoned once for each snapshot."""

    def __init__(self, software_version: str) -> None:
        self._software_version = software_version
        self._known: dict[FhirVersion, tuple[Snapshot, str]] = {}

    def key(self, version: FhirVersion, snapshot: Snapshot) -> str:
        known = self._known.get(version)
        if known is None or known[0] is not snapshot:
            known = (snapshot, f"{self._software_version} {_digest(snapshot.resources)}")
            self._known[version] = known
        return known[1]


def _digest(resources: ResourceIndex) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for type, entries in sorted(resources.by_type.items()):
        for id, entry in sorted(entries.items()):
            stamp = f"{type}/{id}/{entry.version_id}/{entry.last_updated}/{entry.header.canonical}\n"
            digest.update(stamp.encode())
    return digest.hexdigest()
