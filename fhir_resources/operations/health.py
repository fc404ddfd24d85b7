"""ValueSet/$health: Parameters → HealthRequest, ValueSetHealth → Parameters.

The operation is this server's own; `fhir_resources/operation_definitions.py` defines it.
"""

from collections import Counter
from collections.abc import Sequence

from fhir_resources.elements import Json
from fhir_resources.operations import value_set_reference
from fhir_resources.parameters import Parameters
from terminology.core.errors import BadRequest
from terminology.core.health import KINDS, FindingKind, HealthFinding, HealthRequest, ValueSetHealth
from terminology.core.issues import Issue
from terminology.core.requests import Context


def read(parameters: Parameters, context: Context) -> HealthRequest:
    """Raises BadRequest if there is no value set, or if a kind is unknown."""
    return HealthRequest(
        value_set=value_set_reference.read(parameters),
        kinds=tuple(_kind(text) for text in parameters.texts("kind")),
        offset=parameters.integer("offset") or 0,
        count=parameters.integer("count"),
        context=context,
    )


def write(health: ValueSetHealth, request: HealthRequest) -> Json:
    """The result and the counts first, then a page of the requested findings."""
    wanted = [item for item in health.findings if not request.kinds or item.kind in request.kinds]
    end = None if request.count is None else request.offset + request.count
    name = health.header.canonical
    parameter: list[Json] = [
        {"name": "result", "valueBoolean": health.is_healthy},
        *([{"name": "valueSet", "valueCanonical": name}] if name else []),
        {"name": "checked", "valueInteger": health.checked},
        {"name": "summary", "part": _counts(health.findings)},
        *({"name": "unresolved", "valueCanonical": reference} for reference in health.unresolved),
        {"name": "total", "valueInteger": len(wanted)},
        {"name": "offset", "valueInteger": request.offset},
        *map(_finding, wanted[request.offset : end]),
    ]
    return {"resourceType": "Parameters", "parameter": parameter}


def _counts(findings: Sequence[HealthFinding]) -> list[Json]:
    counted = Counter(item.kind for item in findings)
    return [{"name": kind, "valueInteger": counted[kind]} for kind in KINDS]


def _finding(item: HealthFinding) -> Json:
    coding = {"system": item.system, **({"code": item.code} if item.code else {})}
    part: list[Json] = [{"name": "kind", "valueCode": item.kind}, {"name": "coding", "valueCoding": coding}]
    texts = (("stated", item.stated), ("display", item.display), ("text", item.text), ("path", item.path))
    part += [{"name": name, "valueString": text} for name, text in texts if text]
    if item.value_set:
        part.append({"name": "valueSet", "valueCanonical": item.value_set})
    return {"name": "finding", "part": part}


def _kind(text: str) -> FindingKind:
    for kind in KINDS:
        if kind == text:
            return kind
    problem = f"The parameter kind must be one of {', '.join(KINDS)}, not '{text}'"
    raise BadRequest(Issue("error", "value", problem, "invalid-data", expression=("kind",)))
