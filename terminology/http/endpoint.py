"""FhirEndpoint: one base address (/r4 or /r5) as an ASGI application.

    address and headers -> format -> route -> body -> FhirRequest -> handler -> Answer -> bytes

Everything after the body is synchronous; what takes long runs in a thread, so that quick questions never wait for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import structlog
from anyio import CapacityLimiter, to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError
from terminology.http import operations
from terminology.http.addresses import public_base
from terminology.http.alike import Cut, Written
from terminology.http.authorization.headers import authorization_of
from terminology.http.authorization.rules import BY_ENTRY
from terminology.http.batch import run_batch
from terminology.http.bodies import ClientGone, read_body, unpacked
from terminology.http.content_keys import ContentKeys
from terminology.http.errors import Failed, HttpError, UnsupportedMediaType, UriTooLong, headers_of, status_of
from terminology.http.media_types import Format, answer_format, content_type_of
from terminology.http.observing import Record, record_of
from terminology.http.outcomes import outcome_of
from terminology.http.requests import CACHE_ID, HEADERS, FhirRequest, Query, is_form, read_query, read_resource
from terminology.http.responses import NOT_KEPT, VARY, Answer, body_of, etag_of, is_current
from terminology.http.routes import Endpoint, Found, find, routes_of, template_of
from terminology.http.site import Site

log = structlog.get_logger(__name__)

LONGEST_ADDRESS = 16 * 1024  # bytes, path and query
THREADS = 4  # of work that the interpreter lock lets run one at a time anyway
LARGE_BODY = 64 * 1024  # bytes; reading more would hold up the others
MADE_UP = "~made-up-to-see-where-the-code-is~"
OF_ONE_QUESTION = frozenset({"if-none-match", "if-modified-since", "content-encoding"})  # these headers speak of
HEADER_NAMES = {name.encode(): name for name in HEADERS}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Presentation:
    """How the answer is to look."""

    format: Format = "json"
    pretty: bool = False


class FhirEndpoint:
    def __init__(self, site: Site, version: FhirVersion, keys: ContentKeys) -> None:
        self.site = site
        self.version = version
        self.keys = keys
        batch = Endpoint("", "POST", partial(run_batch, self.dispatch), rule=BY_ENTRY, takes_form=False)
        self.routes = {"": {"POST": batch}, **routes_of(version)}
        self._threads = CapacityLimiter(THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        record = record_of(scope)
        path = scope["path"].removeprefix(f"/{self.version.path}").strip("/")
        record.route = f"/{self.version.path}/{template_of(self.routes, path)}"
        presentation = Presentation()
        try:
            query, headers = _asked(scope)
            presentation = _presentation(query, headers, self.version)
            found = find(self.routes, scope["method"], path)
            base = f"{public_base(self.site.public_base_url, scope)}/{self.version.path}"
            principal = await self.site.gate.admit(found.endpoint.rule, authorization_of(scope))
            request = FhirRequest(self.version, scope["method"], path, base, query, headers, principal=principal)
            if scope["method"] == "POST":
                request = await self._with_body(found.endpoint, request, receive)
            response = await self._respond(found, request, presentation)
        except (TerminologyError, HttpError) as error:
            response = self._refusal(error, record, presentation)
        except ClientGone:
            raise
        except Exception:  # nothing about it is told; the log has it
            log.exception("A request failed", request_id=record.id, route=record.route)
            response = self._refusal(Failed(), record, presentation)
        await response(scope, receive, send)

    def dispatch(self, site: Site, request: FhirRequest) -> Answer:
        """The answer to a request of a batch. What nobody foresaw becomes `Failed`, so that the other entries go on."""
        try:
            found = find(self.routes, request.method, request.path)
            if request.path == "":
                raise UnsupportedMediaType("A batch cannot hold a batch.")
            self.site.gate.check(found.endpoint.rule, request.principal)
            return found.endpoint.handler(site, request, *found.ids)
        except (TerminologyError, HttpError):
            raise
        except Exception:
            log.exception("An entry of a batch failed", template=template_of(self.routes, request.path))
            raise Failed from None

    def about_codes(self, scope: Scope, question: Cut) -> Callable[[str], Written] | None:
        """Answers this question, which was answered well, about whichever code; None: what was cut out is no code.

        A body is JSON. Raises what answering raises, and so does what is answered.
        """
        query_text, body = question.about(MADE_UP)
        query, headers = _asked({**scope, "query_string": query_text})
        if not headers.keys().isdisjoint(OF_ONE_QUESTION):
            return None
        presentation = _presentation(query, headers, self.version)
        path = scope["path"].removeprefix(f"/{self.version.path}").strip("/")
        request = FhirRequest(self.version, scope["method"], path, "", query, headers)
        if body:
            request = replace(request, resource=read_resource(body, headers.get("content-type"), self.version))
        endpoint = find(self.routes, request.method, path).endpoint
        if endpoint.operation is None or presentation.format != "json" or not endpoint.is_quick(request):
            return None
        answer_about = operations.about_codes(endpoint.operation, self.site, request, MADE_UP)
        if answer_about is None:
            return None
        key = self.keys.key(self.version, self.site.library.snapshot(self.version))

        def written(code: str) -> Written:
            query = tuple((name, code if name == "code" else value) for name, value in request.query)
            etag = etag_of(key, request, "json", query) if request.method == "GET" else None
            return Written(body_of(Answer(answer_about(code)), self.version, "json", presentation.pretty), etag)

        return written

    async def _with_body(self, endpoint: Endpoint, request: FhirRequest, receive: Receive) -> FhirRequest:
        headers, limit_bytes = request.headers, self.site.body_limit_bytes
        packed = await read_body(receive, headers.get("content-length"), limit_bytes)
        body = unpacked(packed, headers.get("content-encoding"), limit_bytes)
        content_type = headers.get("content-type")
        if not body:
            return request
        if is_form(content_type) and endpoint.takes_form:
            return replace(request, query=(*request.query, *read_query(body)))
        if not endpoint.takes_resource:
            raise UnsupportedMediaType("A search is a form: send application/x-www-form-urlencoded.")
        read = partial(read_resource, body, content_type, self.version)
        resource = read() if len(body) < LARGE_BODY else await self._in_thread(read)
        return replace(request, resource=resource)

    async def _respond(self, found: Found, request: FhirRequest, presentation: Presentation) -> Response:
        if found.endpoint.is_quick(request):  # nothing is published in between: the event loop does that too
            return self._response(self.site, found, request, presentation)
        return await self._in_thread(partial(self._response, self.site.held(), found, request, presentation))

    def _response(self, site: Site, found: Found, request: FhirRequest, presentation: Presentation) -> Response:
        etag = self._etag(site, request, presentation)
        if etag and is_current(request, etag):
            return self._written(Answer(status=304), presentation, etag)
        answer = found.endpoint.handler(site, request, *found.ids)
        return self._written(answer, presentation, etag)

    def _etag(self, site: Site, request: FhirRequest, presentation: Presentation) -> str | None:
        if request.method != "GET" or CACHE_ID in request.headers:
            return None
        return etag_of(self.keys.key(self.version, site.library.snapshot(self.version)), request, presentation.format)

    def _written(self, answer: Answer, presentation: Presentation, etag: str | None = None) -> Response:
        headers = {"Vary": VARY} | ({"ETag": etag} if etag else {}) | dict(answer.headers)
        if answer.status == 304:
            return Response(status_code=304, headers=headers)
        headers.setdefault("Content-Type", content_type_of(presentation.format, self.version))
        is_plain = headers["Content-Type"] == "application/json"
        format: Format = "json" if is_plain else presentation.format
        body = body_of(answer, self.version, format, presentation.pretty)
        return Response(body, answer.status, headers)

    def _refusal(self, error: TerminologyError | HttpError, record: Record, presentation: Presentation) -> Response:
        outcome = outcome_of(error, record.id)
        headers = {"Cache-Control": NOT_KEPT, **headers_of(error)}
        return self._written(Answer(outcome, status_of(error), headers, self.version), presentation)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await to_thread.run_sync(work, limiter=self._threads)


def _asked(scope: Scope) -> tuple[Query, dict[str, str]]:
    """The query, and the headers with lower-case names. Raises UriTooLong before anything is read."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise UriTooLong(f"The address is longer than {LONGEST_ADDRESS:,} bytes; send the parameters with POST.")
    headers = {HEADER_NAMES[name]: value.decode("latin-1") for name, value in scope["headers"] if name in HEADER_NAMES}
    return read_query(scope["query_string"]), headers


def _presentation(query: Query, headers: Mapping[str, str], version: FhirVersion) -> Presentation:
    controls = dict(query)
    format = answer_format(headers.get("accept", "*/*"), controls.get("_format"), version)
    return Presentation(format, controls.get("_pretty") == "true")
