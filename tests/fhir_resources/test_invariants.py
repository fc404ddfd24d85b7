from typing import Any

import pytest

from fhir_resources.invariants import INVARIANTS, check, refuse_broken
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest

Json = dict[str, Any]
R4, R5 = FhirVersion.R4, FhirVersion.R5


def code_system(**more: Any) -> Json:
    stated = {"resourceType": "CodeSystem", "url": "http://example.org/cs", "status": "active", "content": "complete"}
    return stated | more


def value_set(*include: Json, **more: Json) -> Json:
    return {"resourceType": "ValueSet", "status": "active", "compose": {"include": list(include)} | more}


def expansion(**contains: Any) -> Json:
    return {
        "resourceType": "ValueSet",
        "status": "active",
        "expansion": {"contains": [{"abstract": True, "display": "x", "contains": [contains]}]},
    }


def concept_map(*elements: Json, **group: Json) -> Json:
    return {"resourceType": "ConceptMap", "status": "active", "group": [{"element": list(elements)} | group]}


def mapped(**target: Any) -> Json:
    return concept_map({"code": "a", "target": [{"code": "b", "relationship": "equivalent"} | target]})


def unmapped(**content: Any) -> Json:
    return concept_map({"code": "a"}, unmapped={"relationship": "equivalent"} | content)


CODES = {"system": "urn:s", "concept": [{"code": "a"}]}
BROKEN: list[tuple[str, str, Json]] = [
    ("cnl-0", "CodeSystem", code_system(name="two words")),
    ("cnl-1", "ValueSet", {"resourceType": "ValueSet", "url": "http://example.org|1"}),
    ("cnl-1", "ConceptMap", {"resourceType": "ConceptMap", "url": "http://example.org#a"}),
    ("csd-1", "CodeSystem", code_system(concept=[{"code": "a", "concept": [{"code": "b"}]}, {"code": "b"}])),
    ("csd-2", "CodeSystem", code_system(concept=[{"code": "a", "concept": [{"code": "b"}]}])),
    ("csd-4", "CodeSystem", code_system(content="supplement")),
    (
        "csd-5",
        "CodeSystem.concept[0].concept[0].designation[0]",
        code_system(
            hierarchyMeaning="is-a",
            concept=[{"code": "a", "concept": [{"code": "b", "designation": [{"value": "x", "additionalUse": [{}]}]}]}],
        ),
    ),
    ("vsd-1", "ValueSet.compose.include[1]", value_set(CODES, {"version": "1"})),
    ("vsd-2", "ValueSet.compose.include[0]", value_set({"valueSet": ["urn:v"], "concept": [{"code": "a"}]})),
    ("vsd-3", "ValueSet.compose.include[0]", value_set(CODES | {"filter": [{"property": "p"}]})),
    ("vsd-1", "ValueSet.compose.exclude[0]", value_set(CODES, exclude=[{}])),  # type: ignore[arg-type]
    ("vsd-6", "ValueSet.expansion.contains[0].contains[0]", expansion(abstract=True)),
    ("vsd-9", "ValueSet.expansion.contains[0].contains[0]", expansion(display="x")),
    ("vsd-10", "ValueSet.expansion.contains[0].contains[0]", expansion(code="a")),
    ("cmd-1", "ConceptMap.group[0].element[0].target[0]", mapped(relationship="not-related-to")),
    ("cmd-2", "ConceptMap.group[0].unmapped", unmapped(mode="fixed")),
    ("cmd-3", "ConceptMap.group[0].unmapped", unmapped(mode="other-map")),
    ("cmd-4", "ConceptMap.group[0].element[0]", concept_map({"code": "a", "noMap": True, "target": [{"code": "b"}]})),
    ("cmd-5", "ConceptMap.group[0].element[0]", concept_map({"target": []})),
    ("cmd-6", "ConceptMap.group[0].element[0].target[0].dependsOn[0]", mapped(dependsOn=[{"attribute": "a"}])),
    ("cmd-6", "ConceptMap.group[0].element[0].target[0].product[0]", mapped(product=[{"attribute": "a"}])),
    ("cmd-7", "ConceptMap.group[0].element[0].target[0]", mapped(valueSet="urn:v")),
    ("cmd-8", "ConceptMap.group[0].unmapped", unmapped(mode="use-source-code", code="a")),
    ("cmd-9", "ConceptMap.group[0].unmapped", concept_map({"code": "a"}, unmapped={"mode": "use-source-code"})),
    ("cmd-10", "ConceptMap.group[0].unmapped", unmapped(mode="fixed", code="a", otherMap="urn:m")),
    ("cmd-11", "ConceptMap.property[0]", mapped() | {"property": [{"code": "p", "type": "code"}]}),
]


@pytest.mark.parametrize(("id", "path", "resource"), BROKEN, ids=[f"{id} {path}" for id, path, _ in BROKEN])
def test_a_rule_that_is_broken_is_named_with_its_place(id: str, path: str, resource: Json) -> None:
    found = [issue for issue in check(resource, R5) if issue.text.endswith(f"({id})")]
    assert [issue.expression for issue in found] == [(path,)]
    assert found[0].severity in ("error", "warning")


def test_every_rule_has_a_resource_that_breaks_it() -> None:
    assert {rule.id for rule in INVARIANTS} == {id for id, _, _ in BROKEN}


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize(
    "resource",
    [
        code_system(name="Letters", concept=[{"code": "a"}, {"code": "b"}]),
        value_set(CODES, {"system": "urn:s", "filter": [{"property": "p"}]}, {"valueSet": ["urn:v"]}),
        expansion(system="urn:s", code="a"),
        mapped(),
        unmapped(mode="use-source-code"),
        unmapped(mode="other-map", otherMap="urn:m"),
    ],
)
def test_a_valid_resource_violates_no_rule(resource: Json, version: FhirVersion) -> None:
    assert check(resource, version) == ()


def test_a_rule_of_one_version_is_not_applied_to_the_other() -> None:
    unmatched = concept_map({"code": "a", "target": [{"equivalence": "unmatched"}]})
    assert check(unmatched, R4) == ()
    assert check(unmatched, R5)


def test_repeated_codes_are_counted_and_the_first_are_named() -> None:
    concepts = [{"code": f"{number:03}"} for number in range(100)]
    [issue] = check(code_system(concept=concepts * 2), R5)
    assert "100 times, for example '000', '001', '002', '003', '004'" in issue.text


def test_a_rule_that_is_broken_everywhere_is_named_a_few_times() -> None:
    assert len(check(value_set(*({} for _ in range(10_000))), R5)) == 20


def test_only_errors_cause_refusal_of_a_resource_in_a_request() -> None:
    refuse_broken(code_system(name="two words", concept=[{"code": "a"}, {"code": "a"}]), R5)
    with pytest.raises(BadRequest, match="neither a system nor a value set"):
        refuse_broken(value_set({}), R5)
