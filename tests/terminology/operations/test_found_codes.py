"""Codes validated in sequence get the same results as individually.

Value sets are generated as for the law of the engine: with several releases, dates, supplements and missing content.
"""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seed.hcpcs.code_system import URL
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.requests import CodedInput, Context, ValidateCodeRequest, ValueSetReference
from terminology.core.results import ValidationResult
from terminology.core.value_sets import ValueSet
from terminology.operations import found_codes
from terminology.operations.found_codes import ENOUGH_CODES
from terminology.operations.validate_code import CodeValidation
from terminology.providers.as_of import History
from terminology.providers.generic import in_memory
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    VALUE_SET,
    catalogue_of,
    code_system_of,
    codes_of,
    value_set_of,
)
from tests.terminology.operations.value_sets.test_law import (
    CODES,
    COVERED,
    ONE,
    OTHER,
    RELEASES,
    TWO,
    UNKNOWN_SYSTEM,
    composed,
    contexts,
    imported,
    leaves,
    not_here,
)

VERSIONS = (None, "2020-04", "2021-04", "1999-01")
ASKED = tuple(
    Coding(system, code, version, display)
    for system, versions in ((URL, VERSIONS), (OTHER_SYSTEM, (None,)), (UNKNOWN_SYSTEM, (None,)))
    for version in versions
    for code, display in (*((code, None) for code in (*CODES, "E1", "Z1")), ("A1", "wrong"), ("A1", "Display of A1"))
)
Answered = ValidationResult | tuple[Issue, ...]


def asked_about(request: ValidateCodeRequest, codings: Iterable[Coding], known: Catalogue) -> list[Answered]:
    """In sequence, where one of each kind is enough."""
    try:
        question = CodeValidation(known, request)
    except TerminologyError as error:
        return [error.issues for _ in codings]

    def answered(coding: Coding) -> Answered:
        try:
            return question.of((coding,))
        except TerminologyError as error:
            return error.issues

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(found_codes, "ENOUGH_CODES", 1)
        for coding in codings:
            answered(coding)
    return [answered(coding) for coding in codings]


def alone(request: ValidateCodeRequest, coding: Coding, known: Catalogue) -> Answered:
    try:
        return CodeValidation(known, request).of((coding,))
    except TerminologyError as error:
        return error.issues


@settings(max_examples=12)
@given(
    composed(leaves, ONE),
    composed(leaves, TWO),
    composed(leaves | imported | not_here, VALUE_SET),
    contexts,
    st.booleans(),
)
def test_codes_of_a_drawn_value_set(
    one: ValueSet, two: ValueSet, value_set: ValueSet, context: Context, only_active: bool
) -> None:
    known = Catalogue(histories={URL: History(RELEASES)}).with_resources(
        code_systems=(*RELEASES, in_memory(OTHER)), supplements=(COVERED,), value_sets=(one, two)
    )
    request = ValidateCodeRequest(
        CodedInput("Coding", ()),
        value_set=ValueSetReference(value_set=value_set),
        only_active=only_active,
        context=context,
    )
    assert asked_about(request, ASKED, known) == [alone(request, coding, known) for coding in ASKED]


@settings(max_examples=8)
@given(contexts, st.sampled_from([None, URL, OTHER_SYSTEM]), st.sampled_from([None, "2020-10"]))
def test_codes_of_a_code_system(context: Context, system: str | None, version: str | None) -> None:
    known = Catalogue(histories={URL: History(RELEASES)}).with_resources(
        code_systems=(*RELEASES, in_memory(OTHER)), supplements=(COVERED,)
    )
    request = ValidateCodeRequest(
        CodedInput("Coding", ()), code_system=system, code_system_version=version, context=context
    )
    assert asked_about(request, ASKED, known) == [alone(request, coding, known) for coding in ASKED]


def test_a_code_listed_twice_or_among_many_gets_the_same_answer_as_alone() -> None:
    many = [f"c{number}" for number in range(40)]
    known = catalogue_of(code_system_of(*many), value_set_of(codes_of(*many[:20], "c1", "nothing")))
    request = ValidateCodeRequest(CodedInput("Coding", ()), value_set=ValueSetReference(url=VALUE_SET))
    codings = [Coding(SYSTEM, code) for code in (*many, "nothing")]
    assert asked_about(request, codings, known) == [alone(request, coding, known) for coding in codings]
    assert [item.is_valid for item in asked_about(request, codings[19:21], known) if item] == [True, False]


def test_a_definition_is_walked_once_for_many_codes() -> None:
    walked: list[str] = []
    known = catalogue_of(code_system_of("a"), value_set_of(codes_of("a")))
    context = Context(check_deadline=lambda: walked.append("a step"))  # each step on the way looks at the clock
    request = ValidateCodeRequest(CodedInput("Coding", ()), value_set=ValueSetReference(url=VALUE_SET), context=context)
    question = CodeValidation(known, request)
    for _ in range(ENOUGH_CODES):
        question.of((Coding(SYSTEM, "a"),))
    steps = len(walked)
    assert steps
    assert question.of((Coding(SYSTEM, "a"),)).is_valid
    assert len(walked) == steps
