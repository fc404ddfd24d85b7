"""ValidationResult → the Parameters that both $validate-code operations answer."""

from fhir_resources.elements import Json
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters
from terminology.core.results import ValidationResult


def write(result: ValidationResult, concept: Json | None = None) -> Json:
    """The answer, which echoes the `concept` of the request."""
    return {"resourceType": "Parameters", "parameter": _entries(result, concept)}


def echoed_concept(parameters: Parameters) -> Json | None:
    return parameters.codeable_concept("codeableConcept")


def _entries(result: ValidationResult, concept: Json | None) -> list[Json]:
    coding = result.coding
    texts = (
        ("display", "valueString", result.display),
        ("code", "valueCode", coding.code),
        ("system", "valueUri", coding.system),
        ("version", "valueString", coding.version),
        ("status", "valueCode", result.status),
        ("normalized-code", "valueCode", result.normalized_code),
    )
    entries: list[Json] = [{"name": "result", "valueBoolean": result.is_valid}]
    if result.message:
        entries.append({"name": "message", "valueString": result.message})
    entries += [{"name": name, key: text} for name, key, text in texts if text]
    if result.is_inactive:
        entries.append({"name": "inactive", "valueBoolean": True})
    if concept is not None:
        entries.append({"name": "codeableConcept", "valueCodeableConcept": concept})
    entries += [{"name": "x-caused-by-unknown-system", "valueCanonical": system} for system in result.unknown_systems]
    entries += [{"name": "x-unknown-system", "valueCanonical": system} for system in result.other_unknown_systems]
    if result.issues:
        entries.append({"name": "issues", "resource": operation_outcome(result.issues)})
    return entries
