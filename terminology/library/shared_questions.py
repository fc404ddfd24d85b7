"""Queries of one request that differ only in their code: what does not depend on the code is prepared once.

A batch may validate thousands of codes in the same way. Each answer equals that of a separate request; tests compare
them.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace

from fhir_resources.elements import Json
from fhir_resources.operations import code_system_validate_code, lookup, validation_result, value_set_validate_code
from fhir_resources.operations.contradictions import rivals
from fhir_resources.operations.notices import notices, with_notices
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.model import Coding
from terminology.core.requests import Context, ValidateCodeRequest
from terminology.operations.lookup import Lookup
from terminology.operations.validate_code import CodeValidation

MAX_FRAMES = 100  # distinct frames cached
Question = Callable[[Coding], Json]  # returns the answer for a code, for `json_format.dumps`; raises TerminologyError
READERS: Mapping[str, Callable[[Parameters, Context], ValidateCodeRequest]] = {
    "CodeSystem-validate-code": code_system_validate_code.read,
    "ValueSet-validate-code": value_set_validate_code.read,
}
CODES = ("code", "coding")


class SharedQuestions:
    """The queries of one request, by everything but their codes.

    A frame is prepared when it occurs a second time; if it cannot be, each query runs in full.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, Question | None] = {}
        self._seen: set[Hashable] = set()

    def find(self, frame: Hashable, prepare: Callable[[], Question | None]) -> Question | None:
        if frame in self._found:
            return self._found[frame]
        if frame not in self._seen:
            if len(self._seen) < MAX_FRAMES:
                self._seen.add(frame)
            return None
        try:
            question = prepare()
        except TerminologyError:  # each query then reports it itself
            question = None
        self._found[frame] = question
        return question


def question_about_codes(
    catalogue: Catalogue, parameters: Parameters, asked: Context, version: FhirVersion
) -> Question | None:
    """A function that answers this request for other codes; None if the request holds more about its code than the code
    itself.

    `catalogue` includes the request's own resources. Raises the errors that do not depend on the code.
    """
    named = [item.name for item in parameters.items]
    varying = [name for name in named if name in CODES]
    if len(varying) != 1 or not rivals(parameters.definition.id, varying[0]).isdisjoint(named):
        return None
    if parameters.definition.id == "CodeSystem-lookup" and varying == ["code"] and "display" not in named:
        return _lookups(catalogue, parameters, asked, version)
    if parameters.definition.id in READERS:
        return _validations(catalogue, parameters, asked)
    return None


def _lookups(catalogue: Catalogue, parameters: Parameters, asked: Context, version: FhirVersion) -> Question:
    prepared = Lookup(catalogue, lookup.read(parameters, asked))
    ignored = notices(parameters, asked)
    writer = lookup.Writer(version, has_texts=True)

    def answer(coding: Coding) -> Json:
        result = prepared.of(coding.code or "")
        return writer.write(replace(result, issues=(*result.issues, *ignored)) if ignored else result)

    return answer


def _validations(catalogue: Catalogue, parameters: Parameters, asked: Context) -> Question:
    request = READERS[parameters.definition.id](parameters, asked)
    prepared = CodeValidation(catalogue, request)
    ignored = notices(parameters, asked)
    form, stated = request.coded.form, request.coded.codings[0]

    def answer(coding: Coding) -> Json:
        if form == "code":
            coding = Coding(stated.system, coding.code, stated.version, coding.display or stated.display)
        return with_notices(validation_result.write(prepared.of((coding,))), parameters, ignored)

    return answer
