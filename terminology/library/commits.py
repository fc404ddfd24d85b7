"""Commits: what was written over REST, one after the other. A commit is written whole or not at all.

    commit 17   ValueSet/a version 3 (PUT), ConceptMap/b version 1 (POST)     one transaction
    commit 18   ValueSet/a version 4 (DELETE)

Their numbers have no gaps: whoever appends number 18 has seen everything up to 17. What is served is the imports with
every commit over them.
"""

from dataclasses import dataclass
from datetime import datetime

from fhir_resources.version import FhirVersion
from terminology.core.principals import Principal

BOTH = (FhirVersion.R4, FhirVersion.R5)


@dataclass(frozen=True, slots=True)
class ResourceVersion:
    """One state of a resource, which never changes. `fhir_version` is that in which its text is written.

    `method` is the interaction that made it: POST, PUT, PATCH or DELETE (then it has no text).
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
    """Who wrote, as the audit trail says it, and with which request."""

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
    """`id` is unique and known before `number` is: texts are stored under it. `at` never goes back."""

    number: int
    id: str
    at: datetime
    author: Author
    versions: tuple[ResourceVersion, ...]

    def text_key(self, place: int) -> str:
        """Under which the text of the version at this place is stored."""
        return f"{self.id}/{place:04}"


@dataclass(frozen=True, slots=True)
class AuditNote:
    """What is no commit and belongs into the audit trail: a login (method `login`), or a request that was refused.

    `id` is unique, and in the order of time.
    """

    id: str
    at: datetime
    author: Author
    method: str
    path: str
    status: int
    text: str
