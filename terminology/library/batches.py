"""Batches of validations: every code of a request is answered for itself, and what goes wrong with one stays with it.

Most validations of a batch state a coding and nothing else. What is stated beside them is read once for all of these.
Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ (batch validation).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.operations import batch_validate_code, coded_input, context, validation_result
from fhir_resources.operations.batch_validate_code import EntryReader
from fhir_resources.operations.contradictions import refuse_contradictions, rivals
from fhir_resources.operations.notices import notices, with_notices
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.issues import Issue
from terminology.core.requests import Context, ValidateCodeRequest
from terminology.library.overlay import overlaid
from terminology.operations.validate_code import validate_code

ONLY_A_CODING = frozenset({"coding"})


@dataclass(frozen=True, slots=True)
class BatchedOperation:
    """What each validation of a batch asks."""

    definition: OperationDefinition
    read: Callable[[Parameters, Context], ValidateCodeRequest]


@dataclass(frozen=True, slots=True)
class _Question:
    """What one validation asks of which content; `passed_over` is what it states in vain."""

    catalogue: Catalogue
    request: ValidateCodeRequest
    passed_over: tuple[Issue, ...]


def validate_each(catalogue: Catalogue, parameters: Parameters, asked: Context, operation: BatchedOperation) -> Json:
    """The answers in order. Each is what the operation answers to it alone, or an OperationOutcome.

    The deadline is one for all: what comes too late is an OperationOutcome too.
    """
    batch = _Batch(catalogue, parameters, asked, operation)
    return batch_validate_code.write(map(batch.answer, batch_validate_code.read(parameters)))


class _Batch:
    def __init__(
        self, catalogue: Catalogue, parameters: Parameters, asked: Context, operation: BatchedOperation
    ) -> None:
        self._catalogue = catalogue
        self._asked = asked
        self._read = operation.read
        self._reader = EntryReader(parameters, operation.definition)
        # What is stated beside the validations of their codings is compared with each: then all are read one by one.
        stated = {item.name for item in parameters.items}
        self._shares_all_else = rivals(operation.definition.id, "coding").isdisjoint(stated)
        self._shared: _Question | None = None

    def answer(self, validation: Parameter) -> Json:
        try:
            self._asked.check_deadline()
            entry, shape = self._reader.read(validation)
            question = self._question(entry, shape)
            answered = validation_result.write(validate_code(question.catalogue, question.request), entry)
            return with_notices(answered, entry, question.passed_over)
        except TerminologyError as error:
            return operation_outcome(error.issues)

    def _question(self, entry: Parameters, shape: frozenset[str]) -> _Question:
        if shape != ONLY_A_CODING or not self._shares_all_else:
            return self._read_whole(entry)
        if self._shared is None:
            self._shared = self._read_whole(entry)
        coded = coded_input.read(entry, None, None, needs_system=True)
        return replace(self._shared, request=replace(self._shared.request, coded=coded))

    def _read_whole(self, entry: Parameters) -> _Question:
        own = overlaid(self._catalogue, entry)
        refuse_contradictions(entry, own.canonical_system)
        read = replace(
            context.read(entry),
            header_languages=self._asked.header_languages,
            check_deadline=self._asked.check_deadline,
            is_strict=self._asked.is_strict,
        )
        return _Question(own, self._read(entry, read), notices(entry, read))
