"""PreparedQuestions: answers requests that differ only in their code, without the routes.

    GET /r4/CodeSystem/$lookup?system=s&property=p&code=A1        the frame is everything but A1

Once the routes have answered two requests of a frame, the second on the event loop, everything that does not depend on
the code is prepared (`library/shared_questions.py`). Each further code takes a quarter of the time of the routes. The
headers are those of the routes' own answers, except length and ETag.
"""

import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cachetools import LRUCache
from starlette.types import Scope

from fhir_resources.json_format import dumps
from fhir_resources.operation_definitions import (
    CODE_SYSTEM_VALIDATE_CODE,
    LOOKUP,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget
from terminology.core.errors import TerminologyError
from terminology.core.model import Coding
from terminology.http import operations
from terminology.http.cached_responses import NOTHING_WRITTEN, CachedResponse, Headers
from terminology.http.compression import COMPRESSION_LEVEL, SMALLEST_COMPRESSED
from terminology.http.errors import HttpError
from terminology.http.presentation import Presentation, presentation_of
from terminology.http.requests import FhirRequest, query_and_headers
from terminology.http.responses import etags_by
from terminology.http.server_context import ServerContext
from terminology.library.dependencies import Basis, Dependencies
from terminology.library.shared_questions import Question
from terminology.library.snapshots import Snapshot
from terminology.log import get_logger

log = get_logger(__name__)

OPERATIONS: Mapping[str, tuple[FhirVersion, OperationDefinition]] = {
    f"/{version.path}/{operation.resource}/${operation.code}": (version, operation)
    for version in FhirVersion
    for operation in (LOOKUP, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE)
}
MAX_PREPARED = 8  # frames; each caches a few megabytes of properties
TOO_LONG_S = 0.02
UNRESERVED = b"-._~"  # in an address, besides letters and digits, never escaped (RFC 3986 section 2.3)
CONDITIONS = ("if-none-match", "if-modified-since")  # of one answer
ETAG, LENGTH, VARY = b"etag", b"content-length", b"vary"
ENCODING = b"Accept-Encoding"  # in Vary if an answer is large enough to compress


class Frame(NamedTuple):
    """A request without its code. `rest` is what else the answer depends on: the principal, and headers."""

    path: str
    before: bytes
    after: bytes
    rest: bytes


def cut(scope: Scope, rest: bytes) -> tuple[Frame, str] | None:
    """The frame and the code of a GET; None if the code needs decoding, and for other addresses."""
    path, query = scope["path"], scope["query_string"]
    if path not in OPERATIONS or scope["method"] != "GET":
        return None
    before, name, code = query.rpartition(b"&code=")
    if not name:
        before, name, code = query.partition(b"code=")
        if before:
            return None
    code, end, after = code.partition(b"&")
    if not code.translate(None, UNRESERVED).isalnum():
        return None
    return Frame(path, before + name, end + after, rest), code.decode()


@dataclass(slots=True)
class Prepared:
    """Valid until one of the `names` that it looks up is written; they grow with its answers. `headers` are those of
    the routes' answers, by whether the answer is large enough to compress, as far as seen so far.
    """

    question: Question
    etag: Callable[[str], str]
    budget: Budget
    takes_gzip: bool
    written: int
    names: set[str]
    headers: dict[bool, Headers] = field(default_factory=dict)
    last_basis: Basis = NOTHING_WRITTEN

    def answer(self, code: str, started: float) -> CachedResponse | None:
        """None if the routes must answer. Raises what the question raises."""
        self.budget.restart(started)
        body = dumps(self.question(Coding(code=code)))
        is_large = len(body) >= SMALLEST_COMPRESSED
        headers = self.headers.get(is_large)
        if headers is None:
            return None
        if is_large and self.takes_gzip:
            body = gzip.compress(body, COMPRESSION_LEVEL)
        own = {ETAG: self.etag(code).encode(), LENGTH: b"%d" % len(body)}
        headers = tuple([(name, own.get(name, value)) for name, value in headers])
        return CachedResponse(200, headers, body, self.basis)

    @property
    def basis(self) -> Basis:
        """One object for all answers with the same names, which rarely grow."""
        if len(self.last_basis.names) != len(self.names):
            self.last_basis = Basis(self.written, frozenset(self.names))
        return self.last_basis

    def learn(self, answer: CachedResponse) -> None:
        if answer.status == 200:
            is_large = any(name == VARY and ENCODING in value for name, value in answer.headers)
            self.headers[is_large] = answer.headers


class PreparedQuestions:
    """For the content of one publication, without later writes. Remembers frames that cannot be prepared."""

    def __init__(self, server: ServerContext, most: int = MAX_PREPARED) -> None:
        self._server = server
        self._prepared: LRUCache[Frame, Prepared | None] = LRUCache(most)

    def __len__(self) -> int:
        return len(self._prepared)

    def clear(self) -> None:
        self._prepared.clear()

    def answer(self, frame: Frame, code: str, started: float) -> CachedResponse | None:
        """None if the routes must answer, which includes all errors."""
        prepared = self._prepared.get(frame)
        if prepared is None:
            return None
        began = time.monotonic()
        try:
            found = prepared.answer(code, started)
            if self._server.library.holds(prepared.basis):  # what it looks up is known only now
                return found
            del self._prepared[frame]
            return None
        except (TerminologyError, HttpError):
            return None
        except Exception:
            log.exception("A prepared question failed", route=frame.path)
            self._prepared[frame] = None
            return None
        finally:
            if time.monotonic() - began > TOO_LONG_S:  # the routes decide whether it needs a thread
                self._prepared.pop(frame, None)

    def learn(self, frame: Frame, scope: Scope, snapshot: Snapshot, answer: CachedResponse) -> None:
        """Learns from an answer that the routes gave on the event loop."""
        if frame not in self._prepared:
            self._prepared[frame] = self._prepare(scope, snapshot)
        prepared = self._prepared[frame]
        if prepared:
            prepared.learn(answer)

    def _prepare(self, scope: Scope, snapshot: Snapshot) -> Prepared | None:
        version, operation = OPERATIONS[scope["path"]]
        query, headers = query_and_headers(scope)
        budget = Budget(self._server.limits, time.monotonic)
        request = FhirRequest(
            version,
            scope["method"],
            scope["path"].removeprefix(f"/{version.path}/"),
            "",
            query,
            headers,
            budget=budget,
            content=snapshot,
            dependencies=Dependencies(snapshot),
        )
        is_usual = presentation_of(query, headers, version) == Presentation(version)
        is_once = sum(name == "code" for name, _ in query) == 1
        if not is_usual or not is_once or not headers.keys().isdisjoint(CONDITIONS):
            return None
        try:
            question = operations.share(operation, request)
        except TerminologyError:
            return None
        if question is None:
            return None
        etag = etags_by("code", self._server.content(snapshot).key, request, "json")
        takes_gzip = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
        return Prepared(question, etag, budget, takes_gzip, snapshot.written, request.dependencies.names)
