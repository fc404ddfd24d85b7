"""Amount: the size of a request, counted when it is read. Used to enforce limits and to choose a lane.

Malformed content is counted as far as possible: its errors are reported by the code that parses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fhir_resources.elements import Json
from fhir_resources.operations.code_frames import Framed
from terminology.core.budget import Limits
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue

SMALL_PARAMETERS, SMALL_CODINGS = 50, 5
VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class Amount:
    """`parameters` of the largest Parameters resource, `codings` of the largest CodeableConcept, `entries` of a batch.

    `resources` are those sent in parameters.
    """

    parameters: int = 0
    codings: int = 0
    entries: int = 0
    resources: int = 0

    @property
    def is_small(self) -> bool:
        """Whether, judging by amounts, the answer takes negligible time."""
        few = self.parameters <= SMALL_PARAMETERS and self.codings <= SMALL_CODINGS
        return few and not self.entries and not self.resources


def amount_of(resource: Json | None, query_parameters: int = 0) -> Amount:
    match resource:
        case {"resourceType": "Parameters", "parameter": list(items)}:
            return _with_query(_of_parameters(items), query_parameters)
        case {"resourceType": "Bundle", "entry": list(entries)}:
            inner = [
                amount_of(entry["resource"]) for entry in entries if isinstance(entry, dict) and "resource" in entry
            ]
            return _largest(inner, entries=len(entries))
        case {"resourceType": "Parameters"} | {"resourceType": "Bundle"} | None:
            return Amount(parameters=query_parameters)
    return Amount(parameters=query_parameters, resources=1)


def check_amount(amount: Amount, limits: Limits) -> None:
    """Raises TooCostly that states the exceeded limit and its setting."""
    found = (
        ("parameters in one request", amount.parameters, limits.parameters, "TERMINOLOGY_PARAMETER_LIMIT"),
        ("codings in one CodeableConcept", amount.codings, limits.codings, "TERMINOLOGY_CODING_LIMIT"),
        ("entries in one batch", amount.entries, limits.entries, "TERMINOLOGY_BATCH_LIMIT_ENTRIES"),
    )
    for what, number, limit, setting in found:
        if number > limit:
            text = f"At most {limit:,} {what} are allowed ({setting}); there are {number:,}"
            raise TooCostly(Issue("error", "too-costly", text))


def check_elements(body: bytes, is_xml: bool, limits: Limits) -> None:
    """Raises TooCostly, before a body is parsed, if it has too many objects, counted by their brackets."""
    elements = body.count(b"<") // 2 if is_xml else body.count(b"{")
    if elements > limits.elements:
        text = (
            f"A body may have {limits.elements:,} elements (TERMINOLOGY_BODY_LIMIT_ELEMENTS); this one has {elements:,}"
        )
        raise TooCostly(Issue("error", "too-costly", text))


def _of_parameters(items: list[Any]) -> Amount:
    parameters = codings = resources = 0
    validations = []
    plain: list[int] = []  # parameter counts of the validations with only a code and simple values
    for item in items:
        if type(resource := item.get("resource") if type(item) is dict else None) is Framed:
            plain.append(len(resource.frame))
            continue
        match item:
            case {"name": "validation", "resource": dict(resource)}:
                validations.append(amount_of(resource))
            case {"resource": _}:
                resources += 1
            case {"valueCodeableConcept": {"coding": list(inner)}}:
                codings = max(codings, len(inner))
                parameters += 1
            case {"part": list(parts)}:
                parameters += 1 + len(parts)
            case _:
                parameters += 1
    own = Amount(parameters, codings, 0, resources)
    entries = len(validations) + len(plain)
    return _largest([own, *validations, Amount(max(plain, default=0))], entries) if entries else own


def _largest(amounts: Iterable[Amount], entries: int) -> Amount:
    found = list(amounts)
    return Amount(
        max((item.parameters for item in found), default=0),
        max((item.codings for item in found), default=0),
        entries,
        sum(item.resources for item in found),
    )


def _with_query(amount: Amount, query_parameters: int) -> Amount:
    return Amount(amount.parameters + query_parameters, amount.codings, amount.entries, amount.resources)
