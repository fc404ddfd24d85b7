"""For any valid R5 resource, the R4 form is valid R4 and has all of its content."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhir_resources import models
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.shapes import refuse_wrong_shapes
from fhir_resources.version import FhirVersion
from tests.builders.r5_resources import r5_resources

TYPES = ("CodeSystem", "ValueSet", "ConceptMap", "Parameters")
Json = dict[str, Any]


def dependencies(resource: Any) -> list[Any]:
    """Every dependsOn and product, wherever it is."""
    if isinstance(resource, list):
        return [found for item in resource for found in dependencies(item)]
    if not isinstance(resource, dict):
        return []
    own = [found for name in ("dependsOn", "product") for found in resource.get(name, ())]
    return own + [found for item in resource.values() for found in dependencies(item)]


@pytest.mark.parametrize("type_", TYPES)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_its_r4_form_is_valid(type_: str, data: st.DataObject) -> None:
    resource = data.draw(r5_resources(type_))
    assert models.check(resource, FhirVersion.R5) == ()  # or the strategy is wrong
    r4 = to_r4(resource)
    refuse_wrong_shapes(r4, FhirVersion.R4)
    assert models.check(r4, FhirVersion.R4) == ()


@pytest.mark.parametrize("type_", TYPES)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_its_dependencies_and_products_come_back_with_their_types(type_: str, data: st.DataObject) -> None:
    resource = data.draw(r5_resources(type_))
    assert dependencies(to_r5(to_r4(resource))) == dependencies(resource)
