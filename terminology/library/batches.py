"""Batches of validations: every code of a request is answered for itself, and what goes wrong with one stays with it.

Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ (batch validation).
"""

from collections.abc import Callable
from dataclasses import replace

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.operations import batch_validate_code, context
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.requests import Context
from terminology.library.overlay import overlaid

Validate = Callable[[Catalogue, Parameters, Context], Json]


def validate_each(
    catalogue: Catalogue, parameters: Parameters, asked: Context, definition: OperationDefinition, validate: Validate
) -> Json:
    """The answers in order. Each is what `validate` answers to the operation `definition`, or an OperationOutcome.

    The deadline is one for all: what comes too late is an OperationOutcome too.
    """
    validations = batch_validate_code.read(parameters)
    return batch_validate_code.write(
        _answer(catalogue, item, parameters, asked, definition, validate) for item in validations
    )


def _answer(
    catalogue: Catalogue,
    validation: Parameter,
    parameters: Parameters,
    asked: Context,
    definition: OperationDefinition,
    validate: Validate,
) -> Json:
    try:
        asked.check_deadline()
        entry = batch_validate_code.read_entry(validation, parameters, definition)
        mine = replace(
            context.read(entry), header_languages=asked.header_languages, check_deadline=asked.check_deadline
        )
        return validate(overlaid(catalogue, entry), entry, mine)
    except TerminologyError as error:
        return operation_outcome(error.issues)
