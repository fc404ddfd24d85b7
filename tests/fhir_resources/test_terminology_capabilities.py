import pytest

from fhir_resources import models, xml_format
from fhir_resources.capability_statement import Software
from fhir_resources.elements import Json
from fhir_resources.terminology_capabilities import terminology_capabilities
from fhir_resources.version import FhirVersion
from terminology.core.model import CodeSystemHeader, FilterDefinition, PropertyDefinition

SOFTWARE = Software("TerminologyServer", "Terminology Server", "1.2.3", "2026-11-22", "https://tx.example.org/r5")
LETTERS = "http://example.org/letters"
NEW = CodeSystemHeader(
    LETTERS,
    "2",
    language="en",
    hierarchy_meaning="is-a",
    properties=(PropertyDefinition("kind", "code"),),
    filters=(FilterDefinition("kind", ("=", "in"), "A kind"),),
)
OLD = CodeSystemHeader(LETTERS, "1")
BARE = CodeSystemHeader("http://example.org/bare", content="fragment")


def written(version: FhirVersion) -> Json:
    return terminology_capabilities(version, SOFTWARE, "2026-11-22", {LETTERS: (NEW, OLD), BARE.url: (BARE,)})


@pytest.mark.parametrize("version", FhirVersion)
def test_it_is_valid_in_json_and_xml(version: FhirVersion) -> None:
    assert models.check(written(version), version) == ()
    assert xml_format.loads(xml_format.dumps(written(version), version), version) == written(version)


def test_every_version_is_listed_and_the_latest_is_the_default() -> None:
    bare, letters = written(FhirVersion.R5)["codeSystem"]
    assert [(item["code"], item["isDefault"]) for item in letters["version"]] == [("2", True), ("1", False)]
    assert letters["version"][0]["filter"] == [{"code": "kind", "op": ["=", "in"]}]
    assert letters["version"][0]["property"] == ["kind"]
    assert letters["subsumption"] is True
    assert (bare["content"], bare["version"][0]["isDefault"]) == ("fragment", True)


def test_r4_capabilities_have_no_code_system_content() -> None:
    assert all("content" not in item for item in written(FhirVersion.R4)["codeSystem"])


def test_the_parameters_of_expand_are_those_of_the_table() -> None:
    names = [item["name"] for item in written(FhirVersion.R5)["expansion"]["parameter"]]
    required = {"activeOnly", "check-system-version", "count", "displayLanguage", "excludeNested", "offset", "property"}
    assert required | {"force-system-version", "includeDefinition", "includeDesignations", "tx-resource"} <= set(names)
    assert names == sorted(names)
