"""Bundle: the answers to a search and to a batch.

Source: https://hl7.org/fhir/R5/bundle.html and https://hl7.org/fhir/R5/http.html#paging. The same JSON is R4 and R5.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fhir_resources import json_format
from fhir_resources.elements import Json, members

OK = "200 OK"
_RELATIONS = ("self", "first", "previous", "next", "last")


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """The outcome of one batch entry: a status, and a resource (an OperationOutcome if it failed)."""

    status: int
    resource: Json | None = None
    location: str | None = None
    etag: str | None = None
    last_modified: str | None = None  # a FHIR instant


def match_entry(url: str, resource: Json) -> Json:
    """One match of a search, as an entry of its Bundle."""
    return {"fullUrl": url, "resource": resource, "search": {"mode": "match"}}


def links_of(links: Mapping[str, str]) -> list[Json]:
    """Absolute urls by relation, as Bundle.link."""
    return [{"relation": name, "url": links[name]} for name in _RELATIONS if name in links]


def searchset(matches: Sequence[tuple[str, Json]], total: int | None, links: Mapping[str, str]) -> Json:
    """One page of a search: each match is (full url, resource), in order.

    `total` counts all matches, not the page; None = not counted. `links` are absolute urls by relation: self is
    always present, next and previous if there is such a page.
    """
    return members(
        resourceType="Bundle",
        type="searchset",
        total=total,
        link=links_of(links),
        entry=[match_entry(url, resource) for url, resource in matches],
    )


def batch_response(answers: Iterable[BatchAnswer]) -> Json:
    """The answers in the order of the batch's entries, each a text: see `json_format.text_of`."""
    written = [json_format.text_of(_write_answer(answer)) for answer in answers]
    return members(resourceType="Bundle", type="batch-response", entry=written)


def transaction_response(answers: Iterable[BatchAnswer]) -> Json:
    """The answers in the order of the transaction's entries."""
    entries = [_write_answer(answer) for answer in answers]
    return members(resourceType="Bundle", type="transaction-response", entry=entries)


def _write_answer(answer: BatchAnswer) -> Json:
    if (
        answer.status == HTTPStatus.OK
        and answer.resource
        and not (answer.location or answer.etag or answer.last_modified)
    ):  # as most are
        return {"resource": answer.resource, "response": {"status": OK}}
    is_error = answer.status >= HTTPStatus.BAD_REQUEST
    response = members(
        status=f"{answer.status} {HTTPStatus(answer.status).phrase}",
        location=answer.location,
        etag=answer.etag,
        lastModified=answer.last_modified,
        outcome=answer.resource if is_error else None,
    )
    return members(resource=None if is_error else answer.resource, response=response)
