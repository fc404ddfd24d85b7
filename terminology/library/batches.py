"""Batches of validations: every code of a request has its own answer, and an error in one does not affect the others.

Validations that differ only in their code are prepared once (`shared_questions.py`). Source:
https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ (batch validation).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.operations import batch_validate_code, context, validation_result
from fhir_resources.operations.batch_validate_code import EntryReader
from fhir_resources.operations.code_frames import Framed, framed
from fhir_resources.operations.contradictions import refuse_contradictions
from fhir_resources.operations.notices import notices, with_notices
from fhir_resources.operations.validation_result import echoed_concept
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.requests import Context
from terminology.library.overlay import Overlaid, overlaid
from terminology.library.shared_questions import READERS, Question, SharedQuestions, question_about_codes
from terminology.operations.validate_code import validate_code


def validate_each(
    catalogue: Catalogue, parameters: Parameters, asked: Context, operation: OperationDefinition, version: FhirVersion
) -> Iterator[Json]:
    """The answers in order. Each is what a separate request would get, or an OperationOutcome.

    All share one deadline: after it each answer is an OperationOutcome.
    """
    batch = _Batch(catalogue, parameters, asked, operation, version)
    return map(batch.answer, batch_validate_code.read(parameters))


class _Batch:
    def __init__(
        self,
        catalogue: Catalogue,
        parameters: Parameters,
        asked: Context,
        operation: OperationDefinition,
        version: FhirVersion,
    ) -> None:
        self._catalogue = catalogue
        self._asked = asked
        self._operation = operation
        self._version = version
        self._reader = EntryReader(parameters, operation)
        self._shared = SharedQuestions()

    def answer(self, validation: Parameter) -> Json:
        try:
            self._asked.check_deadline()
            found = framed(validation.value)
            question = self._shared.find(found.frame, partial(self._question, validation.value)) if found else None
            return question(found.coding) if found and question else self._answer_alone(validation.value)
        except TerminologyError as error:
            return operation_outcome(error.issues)

    def _answer_alone(self, resource: Any) -> Json:
        own, entry, asked = self._read(resource)
        request = READERS[self._operation.id](entry, asked)
        answered = validation_result.write(validate_code(own.catalogue, request), echoed_concept(entry))
        return with_notices(answered, entry, (*notices(entry, asked), *own.issues))

    def _question(self, resource: Any) -> Question | None:
        own, entry, asked = self._read(resource)
        return None if own.issues else question_about_codes(own.catalogue, entry, asked, self._version)

    def _read(self, resource: Any) -> tuple[Overlaid, Parameters, Context]:
        entry = self._reader.read(resource.resource() if type(resource) is Framed else resource)
        own = overlaid(self._catalogue, entry)
        refuse_contradictions(entry, own.catalogue.canonical_system)
        asked = replace(
            context.read(entry),
            header_languages=self._asked.header_languages,
            check_deadline=self._asked.check_deadline,
            is_strict=self._asked.is_strict,
        )
        return own, entry, asked
