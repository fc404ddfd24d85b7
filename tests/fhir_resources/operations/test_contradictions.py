from itertools import combinations
from typing import Any

import pytest

from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.operations.contradictions import FACTS, refuse_contradictions, rivals
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest

DEFINITIONS = {item.id: item for item in OPERATIONS}
RESOURCES = {"valueSet": "ValueSet", "codeSystem": "CodeSystem", "conceptMap": "ConceptMap"}
# Two of these are refused before: exactly one code is translated.
PAIRS = [
    pytest.param(operation, *pair, id=f"{operation} {fact}: {pair[0][0]} and {pair[1][0]}")
    for operation, facts in FACTS.items()
    for fact, places in facts.items()
    for pair in combinations(places, 2)
]


def stating(name: str, member: str, text: str) -> Parameter:
    if not member:
        return Parameter(name, text)
    if name in RESOURCES:
        return Parameter(name, {"resourceType": RESOURCES[name], member: text})
    coding = {"system": "urn:s", member: text} if member != "system" else {member: text}
    return Parameter(name, {"coding": [coding]} if name.endswith("odeableConcept") else coding)


def ask(operation: str, *items: Parameter, **options: Any) -> None:
    refuse_contradictions(Parameters(DEFINITIONS[operation], items), **options)


@pytest.mark.parametrize(("operation", "one", "other"), PAIRS)
def test_two_parameters_that_state_one_fact_have_to_agree(
    operation: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    ask(operation, stating(*one, "urn:a"), stating(*other, "urn:a"))
    with pytest.raises(BadRequest) as caught:
        ask(operation, stating(*one, "urn:a"), stating(*other, "urn:b"))
    [issue] = caught.value.issues
    assert issue.text == f"The parameters {one[0]} and {other[0]} contradict each other: 'urn:a' and 'urn:b'"
    assert issue.expression == (one[0], other[0])


@pytest.mark.parametrize("operation", FACTS)
def test_every_parameter_of_the_table_is_one_of_the_operation(operation: str) -> None:
    names = {name for places in FACTS[operation].values() for name, _ in places}
    assert all(DEFINITIONS[operation].find_input(name) for name in names)


def test_one_coding_of_a_concept_that_agrees_is_enough() -> None:
    concept = Parameter("codeableConcept", {"coding": [{"code": "a"}, {"code": "b"}]})
    ask("ValueSet-validate-code", concept, Parameter("code", "b"))
    with pytest.raises(BadRequest):
        ask("ValueSet-validate-code", concept, Parameter("code", "c"))


def test_two_spellings_of_one_system_agree() -> None:
    items = (Parameter("system", "urn:oid:1.2|2025"), Parameter("coding", {"system": "urn:s", "code": "a"}))
    ask("CodeSystem-lookup", *items, same_system={"urn:oid:1.2": "urn:s", "urn:s": "urn:s"}.__getitem__)
    with pytest.raises(BadRequest):
        ask("CodeSystem-lookup", *items)


def test_the_rivals_of_a_coding_are_the_parameters_that_may_contradict_it() -> None:
    both = {"code", "display", "codeableConcept", "system"}
    assert rivals("ValueSet-validate-code", "coding") == both | {"systemVersion"}
    assert rivals("CodeSystem-validate-code", "coding") == both | {"url", "version", "codeSystem"}
    assert rivals("CodeSystem-diff", "coding") == frozenset()


@pytest.mark.parametrize(
    ("operation", "one", "other"),
    [
        ("CodeSystem-lookup", Parameter("system", "urn:s|1"), Parameter("version", "2")),
        ("CodeSystem-lookup", Parameter("system", "urn:s|1"), Parameter("coding", {"system": "urn:s", "version": "2"})),
        ("CodeSystem-validate-code", Parameter("url", "urn:s|1"), Parameter("version", "2")),
        ("CodeSystem-validate-code", Parameter("version", "1"), Parameter("coding", {"system": "urn:s|2"})),
        ("CodeSystem-subsumes", Parameter("system", "urn:s|1"), Parameter("version", "2")),
        (
            "CodeSystem-subsumes",
            Parameter("codingA", {"system": "urn:s|1"}),
            Parameter("codingB", {"system": "urn:s|2"}),
        ),
        ("ValueSet-validate-code", Parameter("system", "urn:s|1"), Parameter("systemVersion", "2")),
        ("ValueSet-validate-code", Parameter("url", "urn:v|1"), Parameter("valueSetVersion", "2")),
        ("ValueSet-expand", Parameter("url", "urn:v|1"), Parameter("valueSetVersion", "2")),
        ("ValueSet-expand", Parameter("url", "urn:v|1"), Parameter("valueSet", {"url": "urn:v", "version": "2"})),
        ("ValueSet-compare", Parameter("otherUrl", "urn:v|1"), Parameter("otherVersion", "2")),
        ("ConceptMap-translate", Parameter("url", "urn:m|1"), Parameter("conceptMapVersion", "2")),
        ("ConceptMap-translate", Parameter("system", "urn:s|1"), Parameter("version", "2")),
    ],
)
def test_a_version_after_a_bar_must_agree_too(operation: str, one: Parameter, other: Parameter) -> None:
    with pytest.raises(BadRequest, match=r"contradict each other: '[12]' and '[12]'") as refused:
        ask(operation, one, other)
    assert set(refused.value.issues[0].expression) == {one.name, other.name}
    ask(operation, one)
    ask(operation, other)


def test_a_coding_may_not_contradict_itself_and_the_codings_of_a_concept_may_differ() -> None:
    coding = {"system": "urn:s|1", "version": "2", "code": "a"}
    with pytest.raises(BadRequest, match="The parameter coding contradicts itself: its version is '2' and '1'"):
        ask("CodeSystem-lookup", Parameter("coding", coding))
    several = {"coding": [{"system": "urn:s|1", "code": "a"}, {"system": "urn:t", "version": "2", "code": "b"}]}
    ask("ValueSet-validate-code", Parameter("codeableConcept", several))


@pytest.mark.parametrize("rule", ["system-version", "force-system-version", "check-system-version"])
def test_one_rule_gives_a_code_system_one_version(rule: str) -> None:
    ask("ValueSet-expand", Parameter(rule, "urn:s|1"), Parameter(rule, "urn:t|2"), Parameter(rule, "urn:s|1"))
    with pytest.raises(BadRequest, match="different versions of 'urn:s': '1' and '2'"):
        ask("ValueSet-expand", Parameter(rule, "urn:s|1"), Parameter(rule, "urn:s|2"))
