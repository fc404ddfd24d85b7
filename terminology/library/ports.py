"""The interface that the library needs from a store, in the library's own types: no driver, no documents.

`store/mongo_store.py` implements it. Everything is first written under an import id; `publish` then makes whole imports
visible, or removes them, by inserting one document.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fhir_resources.version import FhirVersion
from seed.release import RejectedRow, Source
from terminology.core.model import CodeSystem
from terminology.index.columns import Columns
from terminology.library.commits import AuditNote
from terminology.library.compressed_text import CompressedText
from terminology.library.store_parts import (
    ApiKeyStore,
    ClosureStore,
    CommitStore,
    SessionStore,
    SubscriptionStore,
    UsedTokenStore,
)

RESOURCES = "resources"  # the kind of imports of FHIR resources; every other kind is that of a source
Progress = Callable[[str, int, int], None]  # the step, the amount done, the total
Change = Callable[[tuple["ImportRecord", ...]], tuple["ImportRecord", ...]]
# The audit note for a change from the first records to the second; None if nothing changed.
Noting = Callable[[tuple["ImportRecord", ...], tuple["ImportRecord", ...]], AuditNote | None]


def no_progress(_what: str, _done: int, _total: int) -> None:
    """For callers that show no progress."""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import: its content, its sources, and what was rejected. Times are UTC, to the millisecond.

    `system`, `version` and `content` describe its single code system; for resources created by a source, `system` and
    `version` are those of the main one. `rejected` holds the first of `rejected_total` rows. `imported_at` is None
    until everything is written. `is_accepted_incomplete`: parts are known to be missing, and the user chose to load it
    anyway.
    """

    id: str
    kind: str
    sources: tuple[Source, ...]
    started_at: datetime
    imported_at: datetime | None = None
    system: str | None = None
    version: str | None = None
    content: str | None = None
    concepts: int = 0
    rows_read: int = 0
    rejected: tuple[RejectedRow, ...] = ()
    rejected_total: int = 0
    is_accepted_incomplete: bool = False


@dataclass(frozen=True, slots=True)
class StoredResource:
    """A FHIR resource as received, or a marker that it was removed (`text` None).

    `fhir_version` is the version of `text` (JSON), `fhir_versions` are the endpoints that serve it. A store may return
    a text of millions of characters compressed, with the columns of its code system.
    """

    type: str
    id: str
    url: str | None
    version: str | None
    fhir_version: FhirVersion
    fhir_versions: tuple[FhirVersion, ...]
    text: str | CompressedText | None
    source: Source
    last_updated: datetime
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What is visible: the published imports, oldest first. Every change increments `revision`."""

    revision: int
    imports: tuple[str, ...]


class Store(Protocol):
    """Every method raises StoreUnavailable, with one sentence, when the store cannot be reached."""

    async def open(self) -> None:
        """Connects, and creates what is missing. After a lost connection, finds or restarts an embedded store."""

    async def disconnect(self) -> None:
        """Closes the connections; an embedded store keeps running until `close`."""

    async def close(self) -> None: ...

    def describe(self) -> str:
        """A description of the store for people, without credentials."""

    async def publication(self) -> Publication: ...

    async def change(self, within_s: float) -> None:
        """Returns when the store reports a changed publication, or after this many seconds."""

    async def imports(self, ids: Sequence[str]) -> tuple[ImportRecord, ...]:
        """The records of these imports, in this order; unknown ids are left out."""

    async def begin(self, record: ImportRecord) -> None:
        """Registers an import, so that no cleanup removes what it writes."""

    async def save_code_system(
        self, import_id: str, code_system: CodeSystem, progress: Progress = no_progress
    ) -> None: ...

    async def save_resources(
        self, import_id: str, resources: Sequence[StoredResource], progress: Progress = no_progress
    ) -> None: ...

    async def publish(
        self, records: Sequence[ImportRecord], change: Change, noting: Noting | None = None
    ) -> Publication:
        """Saves the finished records, then atomically replaces the published records by `change` of them.

        `change` may be called more than once, each time with what is published by then. The note of `noting` enters the
        audit trail in the same step. Raises ImportAbandoned when one of the records was cleaned up in the meantime.
        """

    async def load_code_systems(self, import_ids: Sequence[str]) -> Mapping[str, CodeSystem]:
        """The code system of each import. Equal concepts share one object, within and between calls.

        Raises ContentGone when an import is no longer complete: read the publication again.
        """

    async def load_resources(self, import_ids: Sequence[str]) -> Mapping[str, tuple[StoredResource, ...]]:
        """The resources of each import, in the order saved. Raises ContentGone likewise."""

    async def find_resources(self, import_ids: Sequence[str], urls: Sequence[str]) -> tuple[StoredResource, ...]:
        """The resources of these imports that have these urls, by import, in the order saved."""

    async def load_columns(self, import_ids: Sequence[str]) -> Mapping[str, Columns]:
        """The columns of the code system of each import, from files that are built once and shared by all processes.

        Raises ContentGone likewise.
        """

    async def damaged_imports(self, import_ids: Sequence[str]) -> frozenset[str]:
        """The imports among these whose column files were overwritten in use, each once; they must be reloaded."""

    async def clean_columns(self, published: Sequence[str]) -> int:
        """Deletes the column files of unpublished imports; returns how many are still in use."""

    @property
    def columns_problem(self) -> str | None:
        """Why columns are in each process's memory instead of in files; None if they are in files."""

    async def clean(self, abandoned_before: datetime) -> int:
        """Removes imports that were unpublished, or started before this time and never published; returns how many."""

    async def save_audit_notes(self, notes: Sequence[AuditNote]) -> None: ...

    async def load_audit_notes(self, begin: str, end: str) -> tuple[AuditNote, ...]:
        """The notes with `begin` <= id < `end`, in order."""

    @property
    def commits(self) -> CommitStore: ...

    @property
    def subscriptions(self) -> SubscriptionStore: ...

    @property
    def closures(self) -> ClosureStore: ...

    @property
    def sessions(self) -> SessionStore: ...

    @property
    def api_keys(self) -> ApiKeyStore: ...

    @property
    def used_tokens(self) -> UsedTokenStore: ...


class ContentGone(Exception):
    """The requested content is missing from the store, or incomplete."""


class ImportAbandoned(Exception):
    """The import took so long that it was considered dead and cleaned up. The message says to run it again."""


class NoStore(Exception):
    """No store is available, and none could be started. The message lists the options."""
