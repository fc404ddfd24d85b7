"""CodeSystem/$diff: Parameters → DiffRequest, DiffResult → Parameters.

The operation is this server's own; `fhir_resources/operation_definitions.py` defines it.
"""

from fhir_resources.elements import Json
from fhir_resources.parameters import Parameters, required
from terminology.core.changes import KINDS, Change, ChangeKind, DiffRequest, DiffResult
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue


def read(parameters: Parameters) -> DiffRequest:
    """Raises BadRequest if the system or `from` is missing, or if a kind is unknown."""
    return DiffRequest(
        system=required("system", parameters.text("system")),
        from_version=required("from", parameters.text("from")),
        to_version=parameters.text("to"),
        kinds=tuple(_kind(text) for text in parameters.texts("kind")),
        offset=parameters.integer("offset") or 0,
        count=parameters.integer("count"),
    )


def write(result: DiffResult) -> Json:
    """The summary first; absent texts have no part."""
    parameter: list[Json] = [
        {"name": "system", "valueUri": result.new.url},
        {"name": "from", "valueString": result.old.version},
        {"name": "to", "valueString": result.new.version},
        {
            "name": "summary",
            "part": [{"name": kind, "valueInteger": number} for kind, number in result.counts.items()],
        },
        *([{"name": "message", "valueString": result.message}] if result.message else []),
        {"name": "total", "valueInteger": result.total},
        {"name": "offset", "valueInteger": result.offset},
        *map(_write_change, result.changes),
    ]
    return {"resourceType": "Parameters", "parameter": parameter}


def _kind(text: str) -> ChangeKind:
    for kind in KINDS:
        if kind == text:
            return kind
    problem = f"The parameter kind must be one of {', '.join(KINDS)}, not '{text}'"
    raise BadRequest(Issue("error", "value", problem, "invalid-data", expression=("kind",)))


def _write_change(change: Change) -> Json:
    part: list[Json] = [{"name": "kind", "valueCode": change.kind}, {"name": "code", "valueCode": change.code}]
    texts = (("property", change.property), ("old", change.old), ("new", change.new))
    part += [{"name": name, "valueString": text} for name, text in texts if text is not None]
    return {"name": "change", "part": part}
