from typing import Any

from fhir_resources.convert.cross_version import R5_EXTENSION, to_r4, to_r5

Json = dict[str, Any]


def convert(element: Json, type_: str) -> Json:
    converted = to_r4(element, type_, {})
    assert to_r5(converted, type_, {}) == element
    return converted


def test_a_primitive_that_only_r5_has_becomes_an_extension() -> None:
    extension = {"url": f"{R5_EXTENSION}CodeSystem.copyrightLabel", "valueString": "Ours"}
    assert convert({"copyrightLabel": "Ours"}, "CodeSystem") == {"extension": [extension]}


def test_each_item_of_a_list_becomes_one() -> None:
    converted = convert({"topic": [{"text": "a"}, {"text": "b"}]}, "ValueSet")
    assert [item["valueCodeableConcept"]["text"] for item in converted["extension"]] == ["a", "b"]


def test_a_backbone_becomes_an_extension_with_parts_and_keeps_its_own_extensions() -> None:
    own = {"url": "urn:own", "valueCode": "x"}
    property_ = {"extension": [own], "code": "status", "valueCode": "active"}
    assert convert({"code": "a", "property": [property_]}, "ValueSet.expansion.contains")["extension"] == [
        {
            "extension": [own, {"url": "code", "valueCode": "status"}, {"url": "value", "valueCode": "active"}],
            "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property",
        }
    ]


def test_parts_inside_parts_round_trip() -> None:
    inner = {"code": "b", "valueCoding": {"code": "c"}}
    convert({"property": [{"code": "a", "valueInteger": 1, "subProperty": [inner]}]}, "ValueSet.expansion.contains")


def test_the_version_algorithm_is_named_after_the_canonical_resource() -> None:
    converted = convert({"versionAlgorithmCoding": {"code": "semver"}}, "CodeSystem")
    assert converted["extension"] == [
        {"url": f"{R5_EXTENSION}CanonicalResource.versionAlgorithm", "valueCoding": {"code": "semver"}}
    ]


def test_a_part_named_value_x_is_understood() -> None:
    parts = [{"url": "code", "valueCode": "a"}, {"url": "value[x]", "valueCode": "b"}]
    extension = {"url": f"{R5_EXTENSION}ValueSet.expansion.contains.property", "extension": parts}
    restored = to_r5({"extension": [extension]}, "ValueSet.expansion.contains", {})
    assert restored == {"property": [{"code": "a", "valueCode": "b"}]}


def test_other_extensions_stay_where_they_are() -> None:
    others = [{"url": "urn:x", "valueCode": "y"}, {"url": f"{R5_EXTENSION}CodeSystem.nothing", "valueCode": "y"}]
    element = {"extension": others, "approvalDate": "2026-01-01"}
    assert convert(element, "CodeSystem")["extension"][:2] == others


def test_r5_only_elements_in_a_datatype_round_trip() -> None:
    artifact = {"type": "citation", "resourceReference": {"display": "A book"}}
    converted = convert({"relatedArtifact": [artifact]}, "CodeSystem")
    assert "resourceReference" not in converted["extension"][0]["valueRelatedArtifact"]


def test_a_choice_of_a_type_that_r4_lacks_is_dropped() -> None:
    assert to_r4({"name": "n", "valueInteger64": "5"}, "Parameters.parameter", {}) == {"name": "n"}
    assert to_r4({"url": "u", "valueRatioRange": {}}, "Extension", {}) == {"url": "u"}


def test_malformed_content_is_passed_through() -> None:
    for element in ({"concept": 5}, {"concept": [None]}, {"extension": "x"}, {"contained": [{"resourceType": []}]}):
        assert to_r5(to_r4(element, "CodeSystem", {}), "CodeSystem", {}) == element


def test_an_element_that_is_the_same_in_both_versions_is_not_copied() -> None:
    entry = {"system": "urn:x", "code": "a", "display": "A"}
    assert to_r4(entry, "ValueSet.expansion.contains", {}) is entry


def test_the_companion_of_a_primitive_that_r4_lacks_is_left_out() -> None:
    assert to_r4({"url": "urn:x", "_copyrightLabel": {"id": "a"}}, "CodeSystem", {}) == {"url": "urn:x"}
