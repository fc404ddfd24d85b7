import pytest

from fhir_resources import models
from fhir_resources.extension_definitions import EXTENSIONS, ExtensionDefinition, write_extension_definition
from fhir_resources.version import FhirVersion
from terminology.core.meanings import NARRATIVE
from terminology.operations.expansion.entries import LOOSE_MATCH

BASE = "https://terminology.example.org/fhir"


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("extension", EXTENSIONS, ids=lambda each: each.id)
def test_each_is_a_valid_structure_definition(extension: ExtensionDefinition, version: FhirVersion) -> None:
    definition = write_extension_definition(extension, version, BASE, "1.0", "2026-11-27")
    assert models.check(definition, version) == ()
    assert definition["differential"]["element"][0]["path"] == "Extension"


def test_those_that_answers_carry_are_defined() -> None:
    assert {f"/StructureDefinition/{each.id}" for each in EXTENSIONS} == {LOOSE_MATCH, NARRATIVE}
