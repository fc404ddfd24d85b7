import orjson
import pytest

from fhir_resources import xml_format
from fhir_resources.resource_files import NotAResource, read_resource_file
from fhir_resources.version import FhirVersion

VALUE_SET = {"resourceType": "ValueSet", "status": "active"}
R4_MAP = {
    "resourceType": "ConceptMap",
    "status": "active",
    "group": [{"element": [{"code": "a", "target": [{"code": "b", "equivalence": "equal"}]}]}],
}


def test_what_both_versions_share_is_taken_for_the_newest_and_kept_as_it_is() -> None:
    content = orjson.dumps(VALUE_SET, option=orjson.OPT_INDENT_2)
    assert read_resource_file("a.json", content) == (FhirVersion.R5, content)


def test_what_is_valid_in_r4_only_is_r4() -> None:
    assert read_resource_file("a.json", orjson.dumps(R4_MAP))[0] is FhirVersion.R4


@pytest.mark.parametrize(("resource", "version"), [(VALUE_SET, FhirVersion.R5), (R4_MAP, FhirVersion.R4)])
def test_xml_becomes_json(resource: dict[str, object], version: FhirVersion) -> None:
    found = read_resource_file("a.xml", xml_format.dumps(resource, version))
    assert (found[0], orjson.loads(found[1])) == (version, resource)


@pytest.mark.parametrize("content", [b"", b"text", b"{", b"<a", b"<html/>", b"\xff\xfe"])
def test_what_is_no_resource_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(NotAResource, match=r"^a\.json: "):
        read_resource_file("a.json", content)
