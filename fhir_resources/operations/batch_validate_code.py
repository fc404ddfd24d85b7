"""$batch-validate-code: one Parameters → those of each validation, their answers → one Parameters.

What is said beside the validations goes for each of them that does not say it itself.
Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ (batch validation).
"""

from collections.abc import Iterable

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.parameters import Parameter, Parameters, parameters_from_resource
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

VALIDATION = "validation"
# Ways of saying one thing: an entry that uses one of them does without what is said beside it in another.
ALTERNATIVES = (
    frozenset({"code", "coding", "codeableConcept", "display"}),
    frozenset({"url", "valueSet", "valueSetVersion", "codeSystem", "version"}),
)
# Laid over the catalogue once, for all entries.
LAID_OVER = frozenset({"tx-resource"})


def read(parameters: Parameters) -> tuple[Parameter, ...]:
    """The validations, in order, each to be read by `read_entry`. Raises BadRequest if there is none."""
    validations = parameters.named(VALIDATION)
    if not validations:
        text = "There is nothing to validate: give a Parameters resource for each code in the parameter validation"
        raise BadRequest(Issue("error", "required", text, "invalid-data", expression=(VALIDATION,)))
    return validations


def read_entry(validation: Parameter, parameters: Parameters, definition: OperationDefinition) -> Parameters:
    """What one validation asks of the operation `definition`. Raises BadRequest if it is no Parameters resource."""
    if not isinstance(validation.value, dict):
        text = "A validation must be a Parameters resource"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(VALIDATION,)))
    own = parameters_from_resource(validation.value)
    said = _said({item.name for item in own}, definition)
    shared = (item for item in parameters.items if item.name not in said | LAID_OVER | {VALIDATION})
    return Parameters(definition, (*own, *shared))


def write(answers: Iterable[Json]) -> Json:
    """The answers, each a Parameters resource or an OperationOutcome, in the order of the validations."""
    parameter = [{"name": VALIDATION, "resource": answer} for answer in answers]
    return {"resourceType": "Parameters", "parameter": parameter}


def _said(names: set[str], definition: OperationDefinition) -> set[str]:
    """What an entry with these names says itself. Parameters that may repeat add to the others instead."""
    once = {name for name in names if (known := definition.find_input(name)) is None or not known.repeats}
    return once.union(*(others for others in ALTERNATIVES if others & names))
