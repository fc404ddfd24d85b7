"""ValueSet/$compare: Parameters → CompareRequest, CompareResult → Parameters.

Names and values as HL7's tests of the operation have them (https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/); what
`list` asks for is this server's own. `fhir_resources/operation_definitions.py` defines it.
"""

from fhir_resources.elements import Json, write_coding
from fhir_resources.operations.named_value_set import reference
from fhir_resources.parameters import Parameters
from terminology.core.comparison import CODE_KINDS, CodeKind, ComparedCode, CompareRequest, CompareResult
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.requests import Context


def read(parameters: Parameters, context: Context, limit_codes: int) -> CompareRequest:
    """`limit_codes` is how many codes may be listed without a count. Raises BadRequest when a value set is missing."""
    this, other = parameters.resource("thisValueSet"), parameters.resource("otherValueSet")
    this_url, other_url = parameters.text("thisUrl"), parameters.text("otherUrl")
    names = ("thisUrl", "thisValueSet"), ("otherUrl", "otherValueSet")
    return CompareRequest(
        this=reference(this, this_url, parameters.text("thisVersion"), names[0]),
        other=reference(other, other_url, parameters.text("otherVersion"), names[1]),
        has_diagnostics=bool(parameters.boolean("diagnostics")),
        kinds=tuple(dict.fromkeys(_kind(text) for text in parameters.texts("list"))),
        offset=parameters.integer("offset") or 0,
        count=parameters.integer("count"),
        limit_codes=limit_codes,
        context=context,
    )


def write(result: CompareResult, is_listed: bool) -> Json:
    """The result first; the numbers and the codes only when they were asked for."""
    parameter: list[Json] = [
        {"name": "result", "valueCode": result.relation},
        {"name": "message", "valueString": result.message},
        {"name": "performed-expansion", "valueBoolean": result.has_expanded},
        *({"name": "warning", "valueString": text} for text in result.warnings),
        *({"name": f"{kind}-codes", "valueString": text} for kind, text in result.texts.items()),
    ]
    if is_listed:
        parameter += _listed(result)
    return {"resourceType": "Parameters", "parameter": parameter}


def _listed(result: CompareResult) -> list[Json]:
    counts = [{"name": kind, "valueInteger": number} for kind, number in (result.counts or {}).items()]
    return [
        *([{"name": "summary", "part": counts}] if counts else []),
        {"name": "total", "valueInteger": result.total},
        {"name": "offset", "valueInteger": result.offset},
        *map(_code, result.codes),
    ]


def _code(item: ComparedCode) -> Json:
    part = [{"name": "kind", "valueCode": item.kind}, {"name": "coding", "valueCoding": write_coding(item.coding)}]
    return {"name": "code", "part": part}


def _kind(text: str) -> CodeKind:
    for kind in CODE_KINDS:
        if kind == text:
            return kind
    problem = f"The parameter list must be one of {', '.join(CODE_KINDS)}, not '{text}'"
    raise BadRequest(Issue("error", "value", problem, "invalid-data", expression=("list",)))
