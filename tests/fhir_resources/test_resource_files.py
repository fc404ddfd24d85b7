import orjson
import pytest

from fhir_resources import xml_format
from fhir_resources.judging_in_parts import LARGE_BYTES
from fhir_resources.resource_files import NotAResource, ResourceFile, read_resource_file
from fhir_resources.version import FhirVersion

VALUE_SET = {"resourceType": "ValueSet", "status": "active"}
R4_MAP = {
    "resourceType": "ConceptMap",
    "status": "active",
    "group": [{"element": [{"code": "a", "target": [{"code": "b", "equivalence": "equal"}]}]}],
}


def test_what_both_versions_share_is_taken_for_the_newest_and_kept_as_it_is() -> None:
    content = orjson.dumps(VALUE_SET, option=orjson.OPT_INDENT_2)
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content)


def test_what_is_valid_in_r4_only_is_r4() -> None:
    assert read_resource_file("a.json", orjson.dumps(R4_MAP)).version is FhirVersion.R4


@pytest.mark.parametrize(("resource", "version"), [(VALUE_SET, FhirVersion.R5), (R4_MAP, FhirVersion.R4)])
def test_xml_becomes_json(resource: dict[str, object], version: FhirVersion) -> None:
    found = read_resource_file("a.xml", xml_format.dumps(resource, version))
    assert (found.version, orjson.loads(found.json)) == (version, resource)


@pytest.mark.parametrize("content", [b"", b"text", b"{", b"<a", b"<html/>", b"\xff\xfe"])
def test_what_is_no_resource_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(NotAResource, match=r"^a\.json: "):
        read_resource_file("a.json", content)


def test_of_a_large_code_system_that_is_sound_the_head_comes_with_it() -> None:
    concepts = [{"code": "a", "designation": [{"value": "A"}]}]
    head = {"resourceType": "CodeSystem", "url": "http://example.org/l", "status": "active", "content": "complete"}
    content = orjson.dumps({**head, "concept": concepts}) + b" " * LARGE_BYTES
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content, {**head, "concept": []})


def test_a_large_one_that_is_wrong_comes_back_to_be_judged_as_a_small_one_does() -> None:
    content = orjson.dumps({"resourceType": "CodeSystem", "concept": [{"code": " "}]}) + b" " * LARGE_BYTES
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content)
