"""Batches of validations: every code of a request is answered for itself, and what goes wrong with one stays with it.

Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ (batch validation).
"""

from collections.abc import Callable
from dataclasses import replace

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.operations import batch_validate_code, context
from fhir_resources.operations.batch_validate_code import EntryReader
from fhir_resources.operations.contradictions import refuse_contradictions
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.requests import Context
from terminology.library.overlay import overlaid

# What a validation may state itself without changing how it is answered.
ABOUT_THE_CODE = frozenset({"code", "coding", "codeableConcept", "display", "system", "systemVersion", "url"})
Validate = Callable[[Catalogue, Parameters, Context], Json]


def validate_each(
    catalogue: Catalogue, parameters: Parameters, asked: Context, definition: OperationDefinition, validate: Validate
) -> Json:
    """The answers in order. Each is what `validate` answers to the operation `definition`, or an OperationOutcome.

    The deadline is one for all: what comes too late is an OperationOutcome too.
    """
    reader, contexts = EntryReader(parameters, definition), _Contexts(asked)
    validations = batch_validate_code.read(parameters)
    return batch_validate_code.write(_answer(catalogue, item, reader, contexts, validate) for item in validations)


class _Contexts:
    """How validations are to be answered: read once for all of a shape that says nothing about it itself."""

    def __init__(self, asked: Context) -> None:
        self.asked = asked
        self._by_shape: dict[frozenset[str], Context] = {}

    def read(self, entry: Parameters, shape: frozenset[str]) -> Context:
        found = self._by_shape.get(shape)
        if found is None:
            found = replace(
                context.read(entry),
                header_languages=self.asked.header_languages,
                check_deadline=self.asked.check_deadline,
                is_strict=self.asked.is_strict,
            )
            if shape <= ABOUT_THE_CODE:
                self._by_shape[shape] = found
        return found


def _answer(
    catalogue: Catalogue, validation: Parameter, reader: EntryReader, contexts: _Contexts, validate: Validate
) -> Json:
    try:
        contexts.asked.check_deadline()
        entry, shape = reader.read(validation)
        own = overlaid(catalogue, entry)
        refuse_contradictions(entry, own.canonical_system)
        return validate(own, entry, contexts.read(entry, shape))
    except TerminologyError as error:
        return operation_outcome(error.issues)
