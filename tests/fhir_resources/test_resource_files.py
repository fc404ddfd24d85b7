from collections.abc import Callable

import orjson
import pytest

from fhir_resources import xml_format
from fhir_resources.batched_validation import LARGE_BYTES
from fhir_resources.convert.cross_version import R5_EXTENSION
from fhir_resources.resource_files import NotAResource, ResourceFile, read_resource_file
from fhir_resources.version import FhirVersion

VALUE_SET = {"resourceType": "ValueSet", "status": "active"}
R4_MAP = {
    "resourceType": "ConceptMap",
    "status": "active",
    "group": [{"element": [{"code": "a", "target": [{"code": "b", "equivalence": "equal"}]}]}],
}


def test_what_both_versions_share_is_taken_for_the_newest_and_retained_as_it_is() -> None:
    content = orjson.dumps(VALUE_SET, option=orjson.OPT_INDENT_2)
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content)


def test_what_is_valid_in_r4_only_is_r4() -> None:
    assert read_resource_file("a.json", orjson.dumps(R4_MAP)).version is FhirVersion.R4


CARRIED = {"url": f"{R5_EXTENSION}CodeSystem.copyrightLabel", "valueString": "ours"}
CODE_SYSTEM = {"resourceType": "CodeSystem", "url": "u:a", "status": "active", "content": "complete"}


@pytest.mark.parametrize("write", [bytes, lambda text: text.replace(b"/", rb"\/")])
def test_what_carries_elements_of_r5_as_extensions_is_r4(write: Callable[[bytes], bytes]) -> None:
    for size in (0, LARGE_BYTES):
        content = write(orjson.dumps({**CODE_SYSTEM, "extension": [CARRIED]})) + b" " * size
        assert read_resource_file("a.json", content).version is FhirVersion.R4
    as_xml = xml_format.dumps({**CODE_SYSTEM, "extension": [CARRIED]}, FhirVersion.R4)
    assert read_resource_file("a.xml", as_xml).version is FhirVersion.R4


def test_what_has_elements_of_r5_is_r5_whatever_else_it_carries() -> None:
    content = orjson.dumps({**CODE_SYSTEM, "extension": [CARRIED], "approvalDate": "2026-01-01"})
    assert read_resource_file("a.json", content).version is FhirVersion.R5
    assert read_resource_file("a.json", orjson.dumps({**CODE_SYSTEM, "publisher": CARRIED["url"]})).version == "5.0"


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
