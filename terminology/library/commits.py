"""Commits: the writes over REST, in sequence. Each commit is atomic.

    commit 17   ValueSet/a version 3 (PUT), ConceptMap/b version 1 (POST)     one transaction
    commit 18   ValueSet/a version 4 (DELETE)

Their numbers have no gaps: the writer of number 18 has seen everything up to 17. The served content is the imports,
overlaid with every commit.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from terminology.core.principals import Principal

BOTH = (FhirVersion.R4, FhirVersion.R5)


@dataclass(frozen=True, slots=True)
class ResourceVersion:
    """One immutable version of a resource. `fhir_version` is the FHIR version of its text.

    `method` is the interaction that created it: POST, PUT, PATCH or DELETE (which has no text).
    """

    type: str
    id: str
    version_id: int
    method: str
    url: str | None
    version: str | None
    status: str | None
    fhir_version: FhirVersion
    sha256: str | None

    @property
    def is_deleted(self) -> bool:
        return self.method == "DELETE"

    @property
    def key(self) -> tuple[str, str]:
        return self.type, self.id

    @property
    def reference(self) -> str:
        return f"{self.type}/{self.id}/_history/{self.version_id}"


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a write, as in the audit trail, and the request."""

    id: str
    name: str
    kind: str
    issuer: str | None = None
    token_id: str | None = None
    address: str | None = None  # of the client
    request_id: str | None = None


def author_of(principal: Principal, address: str | None = None, request_id: str | None = None) -> Author:
    return Author(
        principal.id, principal.name, principal.kind, principal.issuer, principal.token_id, address, request_id
    )


@dataclass(frozen=True, slots=True)
class Commit:
    """`id` is unique and known before `number`, as texts are stored under it. `at` never decreases."""

    number: int
    id: str
    at: datetime
    author: Author
    versions: tuple[ResourceVersion, ...]

    def text_key(self, place: int) -> str:
        """The key of the text of the version at this index."""
        return f"{self.id}/{place:04}"


@dataclass(frozen=True, slots=True)
class AuditNote:
    """An audit event other than a commit: a login (method `login`) or a rejected request.

    `id` is unique, and sorts by time.
    """

    id: str
    at: datetime
    author: Author
    method: str
    path: str
    status: int
    text: str


def note_id(at: datetime, unique: str) -> str:
    """The id of an AuditNote, by which notes are ordered and found by time: in UTC, whatever the zone of the clock."""
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S%f}-{unique}"
