from dataclasses import replace

import pytest

from fhir_resources import models
from fhir_resources.operation_definition import definition_url, write_operation_definition
from fhir_resources.operation_definitions import LOOKUP, OPERATIONS, OperationDefinition
from fhir_resources.version import FhirVersion

BASE = "https://tx.example.org/r5"


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_operation_is_a_valid_definition(operation: OperationDefinition, version: FhirVersion) -> None:
    assert models.check(write_operation_definition(operation, version, BASE, "2026-11-22"), version) == ()


def test_each_version_has_its_own_parameters_and_levels() -> None:
    r4, r5 = (write_operation_definition(LOOKUP, version, BASE, "2026-11-22") for version in FhirVersion)
    assert (r4["instance"], r5["instance"]) == (False, True)


def test_an_operation_that_fhir_does_not_define_is_defined_here() -> None:
    assert definition_url(LOOKUP, BASE) == LOOKUP.url
    assert definition_url(replace(LOOKUP, url=None), BASE) == f"{BASE}/OperationDefinition/CodeSystem-lookup"
