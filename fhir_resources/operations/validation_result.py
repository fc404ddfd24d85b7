"""ValidationResult → the Parameters that both $validate-code operations answer."""

from collections.abc import Iterator

from fhir_resources.elements import Json
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters
from terminology.core.results import ValidationResult


def write(result: ValidationResult, parameters: Parameters) -> Json:
    """The answer; a codeableConcept of the request is echoed in it."""
    concept = parameters.codeable_concept("codeableConcept")
    return {"resourceType": "Parameters", "parameter": list(_entries(result, concept))}


def _entries(result: ValidationResult, concept: Json | None) -> Iterator[Json]:
    yield {"name": "result", "valueBoolean": result.is_valid}
    if result.message:
        yield {"name": "message", "valueString": result.message}
    coding = result.coding
    texts = (
        ("display", "valueString", result.display),
        ("code", "valueCode", coding.code),
        ("system", "valueUri", coding.system),
        ("version", "valueString", coding.version),
        ("status", "valueCode", result.status),
        ("normalized-code", "valueCode", result.normalized_code),
    )
    yield from ({"name": name, key: text} for name, key, text in texts if text)
    if result.is_inactive:
        yield {"name": "inactive", "valueBoolean": True}
    if concept is not None:
        yield {"name": "codeableConcept", "valueCodeableConcept": concept}
    for system in result.unknown_systems:
        yield {"name": "x-caused-by-unknown-system", "valueCanonical": system}
    for system in result.other_unknown_systems:
        yield {"name": "x-unknown-system", "valueCanonical": system}
    if result.issues:
        yield {"name": "issues", "resource": operation_outcome(result.issues)}
