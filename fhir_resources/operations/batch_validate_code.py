"""$batch-validate-code: one Parameters → those of each validation, their answers → one Parameters.

Parameters outside the validations are defaults for all of them.
Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ (batch validation).
"""

from collections.abc import Iterable
from typing import Any

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.parameters import Parameter, Parameters, parameters_from_resource
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

VALIDATION = "validation"
# Alternative forms of one input: an entry that uses one form ignores defaults in another.
ALTERNATIVES = (
    frozenset({"code", "coding", "codeableConcept", "display"}),
    frozenset({"url", "valueSet", "valueSetVersion", "codeSystem", "version"}),
)
MAX_SHAPES = 100  # that are remembered
NOT_SHARED = frozenset({"tx-resource", VALIDATION})  # tx-resources are overlaid on the catalogue once, for all entries


def read(parameters: Parameters) -> tuple[Parameter, ...]:
    """The validations, in order, each to be read by `EntryReader`. Raises BadRequest if there is none."""
    validations = parameters.named(VALIDATION)
    if not validations:
        text = "There is nothing to validate: supply a Parameters resource for each code in the parameter validation"
        raise BadRequest(Issue("error", "required", text, "invalid-data", expression=(VALIDATION,)))
    return validations


class EntryReader:
    """Reads the validations of one request; the defaults are collected once for each shape.

    A shape is the names of what a validation states itself.
    """

    def __init__(self, parameters: Parameters, definition: OperationDefinition) -> None:
        self._definition = definition
        self._shared = tuple(item for item in parameters.items if item.name not in NOT_SHARED)
        self._shared_by_shape: dict[frozenset[str], tuple[Parameter, ...]] = {}

    def read(self, validation: Any) -> Parameters:
        """The parameters of one validation (R5 JSON). Raises BadRequest if it is not a Parameters resource."""
        if not isinstance(validation, dict):
            text = "A validation must be a Parameters resource"
            raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(VALIDATION,)))
        own = parameters_from_resource(validation)
        shape = frozenset(item.name for item in own)
        return Parameters(self._definition, (*own, *self._shared_parameters(shape)))

    def _shared_parameters(self, shape: frozenset[str]) -> tuple[Parameter, ...]:
        shared = self._shared_by_shape.get(shape)
        if shared is None:
            stated = _own_parameters(shape, self._definition)
            shared = tuple(item for item in self._shared if item.name not in stated)
            if len(self._shared_by_shape) < MAX_SHAPES:
                self._shared_by_shape[shape] = shared
        return shared


def write(answers: Iterable[Json]) -> Json:
    """The answers, each a Parameters resource or an OperationOutcome, in the order of the validations."""
    parameter = [{"name": VALIDATION, "resource": answer} for answer in answers]
    return {"resourceType": "Parameters", "parameter": parameter}


def _own_parameters(names: frozenset[str], definition: OperationDefinition) -> set[str]:
    """What an entry with these names states itself. Parameters that may repeat add to the others instead."""
    once = {name for name in names if (known := definition.find_input(name)) is None or not known.repeats}
    return once.union(*(others for others in ALTERNATIVES if others & names))
