import pytest

from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.version import FhirVersion
from terminology.http.errors import MethodNotAllowed, NotFound
from terminology.http.routes import find, routes_of, template_of

ROUTES = routes_of(FhirVersion.R5)


@pytest.mark.parametrize(
    ("path", "template", "ids"),
    [
        ("metadata", "metadata", ()),
        ("CodeSystem", "CodeSystem", ()),
        ("CodeSystem/$lookup", "CodeSystem/$lookup", ()),
        ("CodeSystem/a.b-c", "CodeSystem/{id}", ("a.b-c",)),
        ("ValueSet/1/$expand", "ValueSet/{id}/$expand", ("1",)),
        ("OperationDefinition/x", "OperationDefinition/{id}", ("x",)),
    ],
)
def test_an_address_leads_to_its_template(path: str, template: str, ids: tuple[str, ...]) -> None:
    found = find(ROUTES, "GET", path)
    assert (found.endpoint.template, found.ids) == (template, ids)


@pytest.mark.parametrize("path", ["Patient", "CodeSystem/$nothing", "CodeSystem/_nothing", "CodeSystem/a/b", "a/b/c/d"])
def test_an_unknown_address_is_not_found_and_has_one_metrics_label(path: str) -> None:
    with pytest.raises(NotFound):
        find(ROUTES, "GET", path)
    assert template_of(ROUTES, path) == "unknown"


def test_an_unknown_operation_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"ValueSet/\$expand"):
        find(ROUTES, "GET", "ValueSet/$explode")


def test_a_method_that_an_address_does_not_have_is_not_allowed() -> None:
    with pytest.raises(MethodNotAllowed):
        find(ROUTES, "GET", "CodeSystem/_search")


@pytest.mark.parametrize("version", FhirVersion)
def test_every_operation_of_the_table_has_its_levels(version: FhirVersion) -> None:
    routes = routes_of(version)
    for operation in OPERATIONS:
        place = f"{operation.resource}/" if operation.resource else ""
        assert (f"{place}${operation.code}" in routes) is operation.type_level
        assert (f"{place}{{id}}/${operation.code}" in routes) is (version.value in operation.instance_level)
