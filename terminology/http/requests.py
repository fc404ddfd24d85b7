"""FhirRequest: one request to FHIR's REST API, from HTTP or from a batch entry.

Bodies are converted to R5 JSON. Source: https://hl7.org/fhir/R5/http.html.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Scope

from fhir_resources import json_format, xml
from fhir_resources.convert.resources import to_r5
from fhir_resources.operations.batch_validate_code import VALIDATION
from fhir_resources.operations.code_frames import framed
from fhir_resources.shapes import refuse_wrong_shapes
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget, Limits
from terminology.core.errors import BadRequest, StoreUnavailable
from terminology.core.issues import Issue
from terminology.core.principals import ANONYMOUS, Principal
from terminology.http.errors import HeadersTooLarge, UnsupportedMediaType, UriTooLong
from terminology.http.media_types import FORM, body_kind
from terminology.library.dependencies import Dependencies
from terminology.library.library import NOT_LOADED
from terminology.library.snapshots import Snapshot

Json = dict[str, Any]
CACHE_ID = "x-cache-id"  # the answer depends on what the client sent earlier
# The headers that an answer may depend on, except for compression: handlers see no others, and they are part of the
# response cache's key.
HEADERS = (
    "accept",
    "accept-language",
    "content-encoding",
    "content-length",
    "content-type",
    "if-match",
    "if-modified-since",
    "if-none-exist",
    "if-none-match",
    "prefer",
    CACHE_ID,
)
LONGEST_ADDRESS = 16 * 1024  # bytes, path and query
LONGEST_HEADER = 8 * 1024  # bytes, of a header that is used
HEADER_NAMES = {name.encode(): name for name in HEADERS}
Query = tuple[tuple[str, str], ...]


def unlimited_budget() -> Budget:
    """The budget of an internal request: it never expires."""
    return Budget(Limits(), lambda: 0.0)


@dataclass(frozen=True, slots=True)
class FhirRequest:
    """`path` follows the base, without leading or trailing slashes. `base` is the address of the base, for links.
    `query` has the parameters of the address and of a form body. `headers` are those of HEADERS. `content` is what was
    served when the request was read, None if nothing was loaded; entries of a batch share it, and the budget.
    `principal` is the caller, `address` its network address. Writes get the raw `body`, or `sent`, the resource in the
    endpoint's version. `dependencies` records which content the answer is made from.
    """

    version: FhirVersion
    method: str
    path: str
    base: str
    query: Query = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    resource: Json | None = None
    budget: Budget = field(default_factory=unlimited_budget)
    content: Snapshot | None = None
    principal: Principal = ANONYMOUS
    client: str = ""  # the key for per-client shares: the principal, or an address
    address: str = ""
    request_id: str = ""
    body: bytes = b""
    sent: Json | None = None
    dependencies: Dependencies = field(default_factory=Dependencies)

    @property
    def snapshot(self) -> Snapshot:
        """The content. Raises StoreUnavailable when there is none yet."""
        if self.content is None:
            raise StoreUnavailable(NOT_LOADED)
        return self.content

    def with_content(self, content: Snapshot | None) -> "FhirRequest":
        return replace(self, content=content, dependencies=Dependencies(content))

    def with_body(self, body: bytes) -> "FhirRequest":
        return replace(self, body=body)

    def with_sent(self, sent: Json) -> "FhirRequest":
        return replace(self, sent=sent)

    def with_query(self, query: Query) -> "FhirRequest":
        return replace(self, query=query)

    def with_resource(self, resource: Json) -> "FhirRequest":
        return replace(self, resource=resource)

    def control(self, name: str) -> str | None:
        """The value of a REST parameter such as `_summary`; the last one if repeated."""
        return next((value for key, value in reversed(self.query) if key == name), None)

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.query if key == name and value)

    @property
    def is_strict(self) -> bool:
        """`Prefer: handling=strict` makes unknown parameters an error."""
        wishes = self.headers.get("prefer", "").replace(";", ",").split(",")
        return any(wish.strip().lower().replace('"', "") == "handling=strict" for wish in wishes)


def read_query(text: bytes | str) -> Query:
    """The parameters of a query or a form, in order. Raises BadRequest when it is not UTF-8."""
    try:
        decoded = text if isinstance(text, str) else text.decode()
        return tuple(parse_qsl(decoded, keep_blank_values=True, errors="strict", max_num_fields=10_000))
    except UnicodeDecodeError:
        raise BadRequest(_invalid("The parameters are not UTF-8")) from None
    except ValueError:
        raise BadRequest(_invalid("There are more than 10,000 parameters")) from None


def read_resource(body: bytes, content_type: str | None, version: FhirVersion) -> Json:
    """The resource of a JSON or XML body, as R5 JSON."""
    match body_kind(content_type, version):
        case "json":
            return resource_as_r5(json_format.loads(body), version)
        case "xml":
            return resource_as_r5(xml.loads(body, version), version)
        case "form":
            raise UnsupportedMediaType("This address takes a FHIR resource, not a form.")


def is_form(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() == FORM


def resource_as_r5(resource: Json, version: FhirVersion) -> Json:
    """The resource as R5 JSON; the entries of a Bundle are not converted, so that a bad entry affects no other.

    Raises BadRequest for an invalid resource of this version. Validations of a batch with only a code and simple values
    are valid in both versions, so they skip the check: there are thousands of them.
    """
    if resource.get("resourceType") == "Bundle":
        return resource
    items = resource.get("parameter")
    if not isinstance(items, list) or not (plain := _plain_validations(items)):
        return _checked(resource, version)
    others = [item for i, item in enumerate(items) if i not in plain]
    try:
        read = _checked(resource | {"parameter": others}, version)
    except BadRequest:  # once more, as its message states the place among all parameters
        return _checked(resource, version)
    checked = iter(read["parameter"])
    return read | {"parameter": [plain.get(i) or next(checked) for i in range(len(items))]}


def _checked(resource: Json, version: FhirVersion) -> Json:
    refuse_wrong_shapes(resource, version)
    return to_r5(resource) if version is FhirVersion.R4 else resource


def _plain_validations(items: list[Any]) -> dict[int, Json]:
    """By index."""
    plain: dict[int, Json] = {}
    for i, item in enumerate(items):
        if type(item) is dict and len(item) == 2 and item.get("name") == VALIDATION:
            found = framed(item.get("resource"))
            if found:
                plain[i] = {"name": VALIDATION, "resource": found}
    return plain


def _invalid(text: str) -> Issue:
    return Issue("error", "invalid", text, "invalid-data")


def query_and_headers(scope: Scope) -> tuple[Query, dict[str, str]]:
    """The query, and the headers with lower-case names. Raises UriTooLong before anything is parsed."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise UriTooLong(f"The address is longer than {LONGEST_ADDRESS:,} bytes; send the parameters with POST.")
    headers = {HEADER_NAMES[name]: value.decode("latin-1") for name, value in scope["headers"] if name in HEADER_NAMES}
    long = [name for name, value in headers.items() if len(value) > LONGEST_HEADER]
    if long:
        raise HeadersTooLarge(f"The header {long[0]} is longer than {LONGEST_HEADER:,} bytes.")
    return read_query(scope["query_string"]), headers
