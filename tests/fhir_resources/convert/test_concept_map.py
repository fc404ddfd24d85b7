from typing import Any

import pytest

from fhir_resources.convert.concept_map import EQUIVALENCE, NO_MAP_COMMENT
from fhir_resources.convert.resources import to_r4, to_r5

Json = dict[str, Any]


def concept_map(*elements: Json, **more: Any) -> Json:
    return {"resourceType": "ConceptMap", "status": "active", "group": [{"element": list(elements)}], **more}


def mapped(**target: Any) -> Json:
    return {"code": "a", "target": [{"code": "x", **target}]}


@pytest.mark.parametrize(
    ("relationship", "equivalence"),
    [
        ("related-to", "relatedto"),
        ("equivalent", "equivalent"),
        ("source-is-narrower-than-target", "wider"),
        ("source-is-broader-than-target", "narrower"),
        ("not-related-to", "disjoint"),
    ],
)
def test_each_relationship_is_an_equivalence(relationship: str, equivalence: str) -> None:
    r5, r4 = concept_map(mapped(relationship=relationship)), concept_map(mapped(equivalence=equivalence))
    assert (to_r4(r5), to_r5(r4)) == (r4, r5)


@pytest.mark.parametrize(
    ("equivalence", "relationship"),
    [
        ("equal", "equivalent"),
        ("subsumes", "source-is-narrower-than-target"),
        ("specializes", "source-is-broader-than-target"),
        ("inexact", "related-to"),
        ("unmatched", "not-related-to"),
    ],
)
def test_a_finer_equivalence_is_retained_as_an_extension(equivalence: str, relationship: str) -> None:
    r4 = concept_map(mapped(equivalence=equivalence))
    finer = {"url": EQUIVALENCE, "valueCode": equivalence}
    assert to_r5(r4) == concept_map(mapped(extension=[finer], relationship=relationship))
    assert to_r4(to_r5(r4)) == r4


def test_a_finer_equivalence_on_the_relationship_is_understood_too() -> None:
    companion = {"extension": [{"url": EQUIVALENCE, "valueCode": "equal"}]}
    r5 = concept_map(mapped(relationship="equivalent", _relationship=companion))
    assert to_r4(r5) == concept_map(mapped(equivalence="equal"))


def test_nomap_becomes_an_unmatched_target_without_a_code() -> None:
    r5 = concept_map({"code": "a", "noMap": True})
    assert to_r4(r5) == concept_map({"code": "a", "target": [{"equivalence": "unmatched"}]})
    assert to_r5(to_r4(r5)) == r5


def test_the_comment_of_an_unmatched_target_is_retained() -> None:
    r4 = concept_map({"code": "a", "target": [{"equivalence": "unmatched", "comment": "None known"}]})
    comment = {"url": NO_MAP_COMMENT, "valueString": "None known"}
    assert to_r5(r4) == concept_map({"code": "a", "noMap": True, "extension": [comment]})
    assert to_r4(to_r5(r4)) == r4


def test_an_unmatched_target_next_to_a_match_is_ignored() -> None:
    r4 = concept_map({"code": "a", "target": [{"equivalence": "unmatched"}, {"code": "x", "equivalence": "wider"}]})
    assert to_r5(r4) == concept_map(mapped(relationship="source-is-narrower-than-target"))


def test_scopes_identifier_versions_and_unmapped_are_spelled_as_each_version_spells_them() -> None:
    r5 = concept_map(sourceScopeCanonical="urn:a", targetScopeUri="urn:b", identifier=[{"value": "1"}])
    r5["group"] = [{"source": "urn:s|1", "target": "urn:t", "unmapped": {"mode": "other-map", "otherMap": "urn:m"}}]
    r4 = concept_map(sourceCanonical="urn:a", targetUri="urn:b", identifier={"value": "1"})
    unmapped = {"mode": "other-map", "url": "urn:m"}
    r4["group"] = [{"source": "urn:s", "sourceVersion": "1", "target": "urn:t", "unmapped": unmapped}]
    assert (to_r4(r5), to_r5(r4)) == (r4, r5)


def test_the_mode_that_keeps_the_source_code_has_two_names() -> None:
    r5 = concept_map() | {"group": [{"unmapped": {"mode": "use-source-code"}}]}
    assert to_r4(r5)["group"][0]["unmapped"] == {"mode": "provided"}
    assert to_r5(to_r4(r5)) == r5


def test_dependencies_of_r4_become_declared_attributes() -> None:
    depends_on = [
        {"property": "http://x/side", "system": "urn:cs", "value": "left", "display": "Left"},
        {"property": "http://y#side", "value": "left"},
    ]
    r4 = concept_map(mapped(equivalence="equivalent", dependsOn=depends_on, product=depends_on[1:]))
    r5 = to_r5(r4)
    assert r5["additionalAttribute"] == [
        {"code": "side", "uri": "http://x/side", "type": "Coding"},
        {"code": "side-1", "uri": "http://y#side", "type": "string"},
    ]
    assert r5["group"][0]["element"][0]["target"][0]["dependsOn"] == [
        {"attribute": "side", "valueCoding": {"system": "urn:cs", "code": "left", "display": "Left"}},
        {"attribute": "side-1", "valueString": "left"},
    ]
    assert {**to_r4(r5), "extension": None} == {**r4, "extension": None}


@pytest.mark.parametrize(
    ("value", "text"),
    [({"valueBoolean": True}, "true"), ({"valueCode": "c"}, "c"), ({"valueSet": "urn:vs"}, "urn:vs")],
)
def test_r4_gets_a_text_for_every_value(value: Json, text: str) -> None:
    r5 = concept_map(mapped(relationship="equivalent", dependsOn=[{"attribute": "a", **value}]))
    (written,) = to_r4(r5)["group"][0]["element"][0]["target"][0]["dependsOn"]
    assert (written["property"], written["value"]) == ("a", text)


def test_a_map_that_is_not_shaped_like_fhir_is_passed_on() -> None:
    for group in (5, [None], [{"element": [{"target": 5}]}], [{"element": [{"target": [{"dependsOn": [5]}]}]}]):
        broken = {"resourceType": "ConceptMap", "group": group}
        assert to_r5(to_r4(broken)) == broken
