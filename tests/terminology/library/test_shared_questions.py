"""Requests that differ only in their code, together and individually."""

from datetime import UTC, datetime

import pytest

from fhir_resources.json_format import dumps, loads
from fhir_resources.operation_definitions import (
    CODE_SYSTEM_VALIDATE_CODE,
    EXPAND,
    LOOKUP,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError, UnknownResource, UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.model import Coding, Designation
from terminology.library.answering import answer, shared_question
from terminology.library.resources import index_of
from terminology.library.shared_questions import MAX_FRAMES, SharedQuestions
from terminology.library.snapshots import Snapshot
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    value_set_of,
)

CODES = code_system_of(
    concept_of("a", "A", Designation("Ah", "de"), color="red"),
    concept_of("b", "B", status="retired"),
    concept_of("c", "C", notSelectable=True),
    nesting={"b": "a"},
    version="1",
    language="en",
)
SET = value_set_of(codes_of("a", "b"), all_of(OTHER_SYSTEM), exclude=(codes_of("b"),))
KNOWN = catalogue_of(CODES, code_system_of("x", url=OTHER_SYSTEM, experimental=True), SET)
SNAPSHOT = Snapshot(KNOWN, index_of([]), 1)
ASKED = (
    (LOOKUP, (("system", SYSTEM),)),
    (LOOKUP, (("system", f"{SYSTEM}|1"), ("property", "color"), ("displayLanguage", "de"), ("unknown", "x"))),
    (LOOKUP, (("system", SYSTEM), ("date", "2025-01-01"))),
    (CODE_SYSTEM_VALIDATE_CODE, (("url", SYSTEM),)),
    (CODE_SYSTEM_VALIDATE_CODE, (("url", f"{SYSTEM}|1"), ("abstract", "false"))),
    (VALUE_SET_VALIDATE_CODE, (("url", VALUE_SET), ("system", SYSTEM), ("date", "2025-01-01"))),
    (VALUE_SET_VALIDATE_CODE, (("url", VALUE_SET), ("inferSystem", "true"), ("activeOnly", "true"))),
)


def alone(operation: OperationDefinition, *items: tuple[str, object]) -> object:
    parameters = Parameters(operation, (Parameter(*item) for item in items))
    try:
        return answer(
            SNAPSHOT, FhirVersion.R4, parameters, now=datetime(2025, 10, 1, tzinfo=UTC), new_id=lambda: "an-id"
        )
    except TerminologyError as error:
        return error.issues


@pytest.mark.parametrize(("operation", "common"), ASKED)
def test_each_code_gets_the_same_answer_as_alone(
    operation: OperationDefinition, common: tuple[tuple[str, object], ...]
) -> None:
    first = Parameters(operation, (Parameter(*item) for item in (*common, ("code", "a"))))
    question = shared_question(SNAPSHOT, FhirVersion.R4, first)
    assert question
    for code in ("x", "b", "a", "A", "c", "?", "x", "a"):
        try:
            found: object = loads(dumps(question(Coding(code=code))))
        except TerminologyError as error:
            found = error.issues
        assert found == alone(operation, *common, ("code", code))


@pytest.mark.parametrize("common", [(), (("url", VALUE_SET),)])
def test_each_coding_gets_the_same_answer_as_alone(common: tuple[tuple[str, object], ...]) -> None:
    operation = VALUE_SET_VALIDATE_CODE if common else CODE_SYSTEM_VALIDATE_CODE
    items = (*common, ("coding", {"system": SYSTEM, "code": "a"}))
    question = shared_question(SNAPSHOT, FhirVersion.R4, Parameters(operation, (Parameter(*item) for item in items)))
    assert question
    for coding in (
        Coding(OTHER_SYSTEM, "x"),
        Coding(SYSTEM, "a", "1", "A"),
        Coding(SYSTEM, "a", "2", "no"),
        Coding("http://unknown", "a"),
        Coding(f"{SYSTEM}|1", "b"),
        Coding(None, "a"),
        Coding(SYSTEM, "c"),
    ):
        stated = ("system", coding.system), ("code", coding.code), ("version", coding.version)
        written = {name: text for name, text in (*stated, ("display", coding.display)) if text}
        assert question(coding) == alone(operation, *common, ("coding", written))


@pytest.mark.parametrize(
    ("operation", "items"),
    [
        (EXPAND, (("url", VALUE_SET),)),
        (LOOKUP, (("coding", {"system": SYSTEM, "code": "a"}),)),
        (LOOKUP, (("system", SYSTEM), ("code", "a"), ("display", "A"))),
        (VALUE_SET_VALIDATE_CODE, (("url", VALUE_SET), ("code", "a"), ("coding", {"system": SYSTEM, "code": "a"}))),
        (CODE_SYSTEM_VALIDATE_CODE, (("url", SYSTEM), ("coding", {"system": SYSTEM, "code": "a"}), ("display", "A"))),
        (CODE_SYSTEM_VALIDATE_CODE, (("codeableConcept", {"coding": [{"system": SYSTEM, "code": "a"}]}),)),
    ],
)
def test_a_question_with_more_facts_about_its_code_is_answered_by_the_routes(
    operation: OperationDefinition, items: tuple[tuple[str, object], ...]
) -> None:
    parameters = Parameters(operation, (Parameter(*item) for item in items))
    assert shared_question(SNAPSHOT, FhirVersion.R4, parameters) is None


def test_a_request_that_fails_for_every_code_is_refused_at_once() -> None:
    items = (Parameter("url", "http://unknown"), Parameter("system", SYSTEM), Parameter("code", "a"))
    with pytest.raises(UnknownValueSet):
        shared_question(SNAPSHOT, FhirVersion.R4, Parameters(VALUE_SET_VALIDATE_CODE, items))


def test_a_repeated_question_is_prepared_once() -> None:
    shared, prepared = SharedQuestions(), []

    def prepare() -> None:
        prepared.append(1)

    found = [shared.find("frame", prepare) for _ in range(4)]
    assert (found, len(prepared)) == ([None] * 4, 1)


def test_a_question_that_cannot_be_prepared_is_answered_by_the_routes() -> None:
    def prepare() -> None:
        raise UnknownResource(Issue("error", "not-found", "gone"))

    shared = SharedQuestions()
    assert [shared.find("frame", prepare) for _ in range(3)] == [None] * 3


def test_cached_frames_are_bounded() -> None:
    shared = SharedQuestions()
    for number in range(2 * MAX_FRAMES):
        shared.find(number, lambda: None)
    assert len(shared._seen) == MAX_FRAMES
