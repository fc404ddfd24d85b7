"""Batch: many requests in one Bundle, answered independently and in order; or a transaction.

Source: https://hl7.org/fhir/R5/http.html#transaction. A bad entry affects only its own answer.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from fhir_resources.bundle import BatchAnswer, batch_response
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.operations.code_frames import Framed, framed
from terminology.core.errors import BadRequest, TerminologyError
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.http.batch_entries import Entries
from terminology.http.errors import HttpError, issues_of, status_of
from terminology.http.requests import CACHE_ID, FhirRequest, Query, read_query
from terminology.http.responses import NO_STORE, Answer, in_version
from terminology.http.server_context import ServerContext
from terminology.http.written_bodies import read_body_resource
from terminology.library.shared_questions import Question, SharedQuestions

# The conditions and preferences of an entry, and the headers they stand for.
CONDITIONS: Mapping[str, str] = {
    "ifNoneMatch": "if-none-match",
    "ifModifiedSince": "if-modified-since",
    "ifMatch": "if-match",
    "ifNoneExist": "if-none-exist",
}
SHARED_HEADERS = ("accept-language", "prefer", CACHE_ID)  # set on the batch, they apply to each entry
UNREADABLE = frozenset("%+#")  # in addresses that must be decoded before they can be compared


def run_batch(known: Entries, server: ServerContext, request: FhirRequest) -> Answer:
    """Raises BadRequest for an invalid Bundle; for a transaction what `run_transaction` raises.

    The number of entries was checked when the Bundle was read.
    """
    bundle = read_body_resource(request)
    request = replace(request, body=b"", sent=None)
    entries = _entries(bundle)
    if bundle.get("type") == "transaction":
        from terminology.http.transactions import run_transaction  # imports all that writes need

        requests = [(_request(request, entry), _full_url(entry)) for entry in entries]
        return run_transaction(known.answer, server, request, requests, known.type_written)
    answer = batch_response(map(_Batch(known, request).answer, entries))
    return Answer(answer, headers={"Cache-Control": NO_STORE}, written_in=request.version, has_texts=True)


class _Batch:
    """Entries that differ only in their code are prepared once (`library/shared_questions.py`)."""

    def __init__(self, known: Entries, request: FhirRequest) -> None:
        self._known = known
        self._request = request
        self._shared = SharedQuestions()

    def answer(self, entry: Any) -> BatchAnswer:
        try:
            self._request.budget.check()
            found = _framed(entry)
            question = self._shared.find(found.frame, partial(self._question, entry)) if found else None
            if found and question:
                return BatchAnswer(200, question(found.coding))
            return self._answer_alone(entry)
        except (TerminologyError, HttpError) as error:
            return BatchAnswer(status_of(error), operation_outcome(issues_of(error)))

    def _question(self, entry: Any) -> Question | None:
        return self._known.share(_request(self._request, entry))

    def _answer_alone(self, entry: Any) -> BatchAnswer:
        request = _request(self._request, entry)
        is_head = request.method == "HEAD"
        answer = self._known.answer(replace(request, method="GET") if is_head else request)
        resource = None if is_head else in_version(answer, request.version)
        return BatchAnswer(answer.status, resource, answer.headers.get("Location"), answer.headers.get("ETag"))


def _framed(entry: Any) -> Framed | None:
    """An entry split into its code and the rest; None for one that needs full parsing.

    {"request": {"method": "GET", "url": "CodeSystem/$lookup?system=s&code=A1&property=p"}}
    """
    asked = entry.get("request") if type(entry) is dict else None
    if type(asked) is not dict or len(asked) != 2 or type(asked.get("url")) is not str:
        return None
    url, method = asked["url"], asked.get("method")
    if method == "POST" and len(entry) == 2 and (found := framed(entry.get("resource"))):
        return Framed((("POST", url), *found.frame), found.coding)
    if method != "GET" or len(entry) != 1:
        return None
    before, name, rest = url.rpartition("&code=")
    if not name:
        before, name, rest = url.partition("?code=")
    code, end, after = rest.partition("&")
    if not code or not UNREADABLE.isdisjoint(code):
        return None
    return Framed((("GET", before, name, end, after),), Coding(code=code))


def _entries(bundle: dict[str, Any] | None) -> list[Any]:
    if bundle is None or bundle.get("resourceType") != "Bundle":
        raise BadRequest(_invalid("A batch is a Bundle, POSTed to the base of the endpoint"))
    kind, entries = bundle.get("type"), bundle.get("entry", [])
    if kind not in ("batch", "transaction"):
        other = f", not '{kind}'" if kind is not None else ""
        raise BadRequest(_invalid(f"The Bundle must have the type batch or transaction{other}", "Bundle.type"))
    if not isinstance(entries, list):
        raise BadRequest(_invalid("Bundle.entry must be an array", "Bundle.entry"))
    return entries


def _request(batch: FhirRequest, entry: Any) -> FhirRequest:
    """The request of an entry. Addresses are relative to the base, or absolute below it."""
    asked = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(asked, dict) or not isinstance(asked.get("url"), str) or not isinstance(asked.get("method"), str):
        raise BadRequest(_invalid("An entry of a batch needs request.method and request.url", "Bundle.entry.request"))
    path, query = _address(batch, asked["url"])
    resource = entry.get("resource")
    if resource is not None and (not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str)):
        raise BadRequest(_invalid("The resource of the entry has no resourceType", "Bundle.entry.resource"))
    conditions = {header: asked[name] for name, header in CONDITIONS.items() if isinstance(asked.get(name), str)}
    retained = {name: value for name, value in batch.headers.items() if name in SHARED_HEADERS}
    method = asked["method"].upper()
    return replace(
        batch,
        method=method,
        path=path,
        query=query,
        headers=retained | conditions,
        sent=resource if method in ("POST", "PUT", "PATCH") else None,
    )


def _full_url(entry: Any) -> str | None:
    url = entry.get("fullUrl")
    return url if isinstance(url, str) else None


def _address(batch: FhirRequest, url: str) -> tuple[str, Query]:
    """The path below the base, and the query. Raises BadRequest for an invalid address, or one not below the base."""
    below = url.removeprefix(batch.base)
    try:
        # Fast path: most are below the base, without a port or fragment, and need no URL parsing.
        address = urlsplit(below) if ":" in below.partition("?")[0] or "#" in below or below[:2] == "//" else None
    except ValueError as error:  # http://[/x
        raise BadRequest(_invalid(f"'{url}' is not a valid address: {error}", "Bundle.entry.request.url")) from None
    if address is None:
        path, _, query = below.partition("?")
    elif address.scheme or address.netloc:
        raise BadRequest(_invalid(f"'{url}' is not below {batch.base}", "Bundle.entry.request.url"))
    else:
        path, query = address.path, address.query
    return unquote(path).strip("/"), read_query(query)


def _invalid(text: str, *expression: str) -> Issue:
    return Issue("error", "invalid", text, "invalid-data", expression=expression)
