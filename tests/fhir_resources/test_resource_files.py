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


def test_a_resource_valid_in_both_versions_counts_as_the_newest_and_is_stored_unchanged() -> None:
    content = orjson.dumps(VALUE_SET, option=orjson.OPT_INDENT_2)
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content)


def test_a_resource_valid_only_in_r4_is_r4() -> None:
    assert read_resource_file("a.json", orjson.dumps(R4_MAP)).version is FhirVersion.R4


CARRIED = {"url": f"{R5_EXTENSION}CodeSystem.copyrightLabel", "valueString": "ours"}
CODE_SYSTEM = {"resourceType": "CodeSystem", "url": "u:a", "status": "active", "content": "complete"}


@pytest.mark.parametrize("write", [bytes, lambda text: text.replace(b"/", rb"\/")])
def test_a_resource_with_r5_elements_as_extensions_is_r4(write: Callable[[bytes], bytes]) -> None:
    for size in (0, LARGE_BYTES):
        content = write(orjson.dumps({**CODE_SYSTEM, "extension": [CARRIED]})) + b" " * size
        assert read_resource_file("a.json", content).version is FhirVersion.R4
    as_xml = xml_format.dumps({**CODE_SYSTEM, "extension": [CARRIED]}, FhirVersion.R4)
    assert read_resource_file("a.xml", as_xml).version is FhirVersion.R4


def test_a_resource_with_r5_elements_is_r5_whatever_its_extensions() -> None:
    content = orjson.dumps({**CODE_SYSTEM, "extension": [CARRIED], "approvalDate": "2026-01-01"})
    assert read_resource_file("a.json", content).version is FhirVersion.R5
    assert read_resource_file("a.json", orjson.dumps({**CODE_SYSTEM, "publisher": CARRIED["url"]})).version == "5.0"


@pytest.mark.parametrize(("resource", "version"), [(VALUE_SET, FhirVersion.R5), (R4_MAP, FhirVersion.R4)])
def test_xml_becomes_json(resource: dict[str, object], version: FhirVersion) -> None:
    found = read_resource_file("a.xml", xml_format.dumps(resource, version))
    assert (found.version, orjson.loads(found.json)) == (version, resource)


@pytest.mark.parametrize("content", [b"", b"text", b"{", b"<a", b"<html/>", b"\xff\xfe"])
def test_an_invalid_resource_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(NotAResource, match=r"^a\.json: "):
        read_resource_file("a.json", content)


def test_a_valid_large_code_system_has_its_head() -> None:
    concepts = [{"code": "a", "designation": [{"value": "A"}]}]
    head = {"resourceType": "CodeSystem", "url": "http://example.org/l", "status": "active", "content": "complete"}
    content = orjson.dumps({**head, "concept": concepts}) + b" " * LARGE_BYTES
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content, {**head, "concept": []})


def test_an_invalid_large_one_is_validated_like_a_small_one() -> None:
    content = orjson.dumps({"resourceType": "CodeSystem", "concept": [{"code": " "}]}) + b" " * LARGE_BYTES
    assert read_resource_file("a.json", content) == ResourceFile(FhirVersion.R5, content)
