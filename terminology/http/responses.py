"""Answer: the result of a handler, and its serialization in the requested format and FHIR version.

Sources: https://hl7.org/fhir/R5/http.html#general, and RFC 9110 sections 8.8 and 13 on ETag and conditions.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Protocol

from fhir_resources import json_format, xml
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.version import FhirVersion
from terminology.core.requests import no_deadline
from terminology.http.media_types import Format
from terminology.http.requests import FhirRequest, Query

Json = dict[str, Any]

VARY = "Accept, Accept-Language, Authorization"  # Accept-Encoding is added to compressed answers
REVALIDATE = "public, no-cache"  # cached but revalidated each time, so that an import is visible at once
TEN_MINUTES = "public, max-age=600"
NO_STORE = "no-store"
ETAG_BYTES = 12


class Parts(Protocol):
    """A resource in pieces, as JSON text or as an XML document of the version in which it is written."""

    def text(self) -> Iterator[bytes]: ...

    def xml(self, version: FhirVersion) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with a resource in the FHIR version `written_in`; `resource` None means an empty body.

    A large resource comes in `parts` instead, and is joined only if needed whole: in a batch, or with `_pretty`.
    Joining calls `check_deadline`; sending parts takes as long as the client needs to read them. `has_texts`: parts of
    the resource are already JSON texts, in the requested version.
    """

    resource: Json | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    written_in: FhirVersion = FhirVersion.R5
    parts: Parts | None = None
    check_deadline: Callable[[], None] = no_deadline
    has_texts: bool = False


def in_version(answer: Answer, version: FhirVersion) -> Json | None:
    """The resource in this FHIR version."""
    resource = _joined(answer.parts, answer.check_deadline) if answer.parts else answer.resource
    if resource is None or answer.written_in is version:
        return resource
    return to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)


def _joined(parts: Parts, check_deadline: Callable[[], None]) -> Json:
    pieces: list[bytes] = []
    for piece in parts.text():
        check_deadline()
        pieces.append(piece)
    return json_format.loads_trusted(b"".join(pieces).decode())


def body_of(answer: Answer, version: FhirVersion, format: Format, pretty: bool) -> bytes:
    resource = in_version(answer, version)
    if resource is None:
        return b""
    if answer.has_texts and (pretty or format != "json"):
        resource = json_format.loads_trusted(json_format.dumps(resource).decode())
    if format == "json":
        return json_format.dumps(resource, pretty=pretty)
    return xml.dumps(resource, version, pretty)


def etag_of(content: str, request: FhirRequest, format: Format) -> str:
    """The same request on the same content gives the same answer except for timestamps: a weak validator."""
    asked = _asked(content, request, format, request.query)
    return _weak(hashlib.blake2b("\n".join(asked).encode(), digest_size=ETAG_BYTES))


def etags_by(name: str, content: str, request: FhirRequest, format: Format) -> Callable[[str], str]:
    """The result of `etag_of` for requests that differ from this one only in the value of one unrepeated parameter."""
    fixed = tuple((key, "" if key == name else value) for key, value in request.query)
    asked = _asked(content, request, format, fixed)
    place = len(asked) - len(fixed) + sorted(fixed).index((name, ""))
    begun = hashlib.blake2b("\n".join(asked[: place + 1]).encode(), digest_size=ETAG_BYTES)
    rest = "".join(f"\n{item}" for item in asked[place + 1 :])

    def etag(value: str) -> str:
        digest = begun.copy()
        digest.update((value + rest).encode())
        return _weak(digest)

    return etag


def _asked(content: str, request: FhirRequest, format: Format, query: Query) -> tuple[str, ...]:
    return (
        content,
        request.version.value,
        request.path,
        request.headers.get("accept-language", ""),
        format,
        *(f"{name}={value}" for name, value in sorted(query)),
    )


def _weak(digest: "hashlib.blake2b") -> str:
    return f'W/"{digest.hexdigest()}"'


def is_current(request: FhirRequest, etag: str, last_modified: datetime | None = None) -> bool:
    """Whether the client already has this answer. If-Modified-Since applies only without If-None-Match."""
    held = request.headers.get("if-none-match")
    if held is not None:
        return is_held(etag, held)
    since = request.headers.get("if-modified-since")
    return since is not None and last_modified is not None and _is_not_after(last_modified, since)


def is_held(etag: str, held: str) -> bool:
    """Whether the ETag is in an If-None-Match header."""
    return etag.removeprefix("W/") in {item.strip().removeprefix("W/") for item in held.split(",")}


def holds_any(request: FhirRequest) -> bool:
    """`If-None-Match: *`, which matches any existing resource, and so gives 304."""
    return request.headers.get("if-none-match", "").strip() == "*"


def http_date(moment: datetime) -> str:
    """UTC, to the second: `Tue, 15 Nov 1994 12:45:26 GMT`."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _is_not_after(moment: datetime, since: str) -> bool:
    try:
        return moment.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # an invalid date, or one without a zone: ignore the header
        return False
