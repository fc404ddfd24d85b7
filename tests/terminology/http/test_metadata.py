import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fhir_resources.extension_definitions import EXTENSIONS
from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.version import FhirVersion
from terminology.http.routes import routes_of

Check = Callable[[httpx.Response], dict[str, Any]]
BOTH = pytest.mark.parametrize(("path", "version"), [("/r4", "4.0.1"), ("/r5", "5.0.0")])


@BOTH
@pytest.mark.parametrize("query", ["", "?mode=full", "?mode=normative", "?_summary=true&_format=json", "?_format=xml"])
async def test_the_capability_statement_is_of_the_version_of_its_address(
    client: httpx.AsyncClient, resource: Check, path: str, version: str, query: str
) -> None:
    response = await client.get(f"{path}/metadata{query}")
    statement = resource(response)
    assert (statement["resourceType"], statement["fhirVersion"]) == ("CapabilityStatement", version)
    assert statement["url"] == f"https://tx.example.org{path}/metadata"
    assert response.headers["cache-control"] == "public, max-age=600"


@BOTH
@pytest.mark.parametrize("format", ["json", "xml"])
async def test_the_terminology_capabilities_list_every_code_system(
    client: httpx.AsyncClient, resource: Check, path: str, version: str, format: str
) -> None:
    capabilities = resource(await client.get(f"{path}/metadata", params={"mode": "terminology", "_format": format}))
    listed = {item["uri"]: [item.get("code") for item in item["version"]] for item in capabilities["codeSystem"]}
    assert listed["http://hl7.org/fhir/administrative-gender"] == [version]
    assert listed["http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"] == ["2025-10", "2023-01", "2017-01"]
    assert capabilities["date"] == "2026-11-22"


@pytest.mark.parametrize(("path", "version"), [("/r4", "4.0"), ("/r5", "5.0")])
async def test_versions_are_parameters_or_plain_json(
    client: httpx.AsyncClient, resource: Check, path: str, version: str
) -> None:
    as_fhir = await client.get(f"{path}/$versions?_format=json", headers={"Accept": "application/fhir+json"})
    assert resource(as_fhir)["parameter"] == [
        {"name": "version", "valueCode": version},
        {"name": "default", "valueCode": version},
    ]
    plain = await client.get(f"{path}/$versions", headers={"Accept": "application/json"})
    assert plain.headers["content-type"] == "application/json"
    assert plain.json() == {"versions": [version], "default": version}


@pytest.mark.parametrize("version", FhirVersion)
async def test_every_operation_has_a_definition_to_read(
    client: httpx.AsyncClient, resource: Check, version: FhirVersion
) -> None:
    for operation in OPERATIONS:
        definition = resource(await client.get(f"/{version.path}/OperationDefinition/{operation.id}"))
        assert definition["code"] == operation.code
        assert definition["instance"] is (version.value in operation.instance_level)


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_the_limits_of_a_request_are_reported(client: httpx.AsyncClient, resource: Check, path: str) -> None:
    reported = resource(await client.get(f"{path}/metadata"))["rest"][0]["documentation"]
    for limit in ("30 s", "262,144 bytes", "1,000 parameters", "100 codings", "10,000 entries"):
        assert limit in reported


@pytest.mark.parametrize("version", FhirVersion)
async def test_every_extension_of_ours_has_a_definition_found_by_its_url(
    client: httpx.AsyncClient, resource: Check, version: FhirVersion
) -> None:
    base = f"/{version.path}/StructureDefinition"
    for extension in EXTENSIONS:
        url = f"https://terminology.example.org/fhir/StructureDefinition/{extension.id}"
        one = resource(await client.get(f"{base}/{extension.id}"))
        assert (one["url"], one["type"], one["fhirVersion"]) == (url, "Extension", version.full)
        [found] = resource(await client.get(base, params={"url": url}))["entry"]
        assert found["resource"] == one
    assert resource(await client.get(base))["total"] == len(EXTENSIONS)
    assert (await client.get(f"{base}/nothing")).status_code == 404
    in_xml = await client.get(f"{base}/loose-match", headers={"Accept": "application/fhir+xml"})
    assert b"valueBoolean" not in in_xml.content
    assert b'<StructureDefinition xmlns="http://hl7.org/fhir">' in in_xml.content


# What a method of an address does, by how the address goes on behind its type.
INTERACTIONS = {
    ("", "GET"): "search-type",
    ("_search", "POST"): "search-type",
    ("", "POST"): "create",
    ("", "PUT"): "update",
    ("", "PATCH"): "patch",
    ("", "DELETE"): "delete",
    ("{id}", "GET"): "read",
    ("{id}", "PUT"): "update",
    ("{id}", "PATCH"): "patch",
    ("{id}", "DELETE"): "delete",
    ("_history", "GET"): "history-type",
    ("{id}/_history", "GET"): "history-instance",
    ("{id}/_history/{vid}", "GET"): "vread",
}
DOCUMENTS = ("metadata", ".well-known/smart-configuration")


def routed(version: FhirVersion) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Interactions and operations by type, from the routes; those of the system have no type."""
    interactions, operations = set(), set()
    for template, methods in routes_of(version).items():
        type, _, rest = template.partition("/") if template[0].isupper() else ("", "", template)
        name = template.rpartition("$")[2]
        if template in DOCUMENTS:
            continue
        if "$" in template:
            operations.add((type, name))
        elif type:
            interactions |= {(type, INTERACTIONS[rest, method]) for method in methods}
        else:
            interactions.add(("", f"{rest.removeprefix('_')}-system"))
    return interactions, operations


@pytest.mark.parametrize("version", list(FhirVersion))
async def test_each_condition_that_is_understood_is_stated(
    client: httpx.AsyncClient, resource: Check, version: FhirVersion
) -> None:
    for item in resource(await client.get(f"/{version.path}/metadata"))["rest"][0]["resource"]:
        if "update" in {each["code"] for each in item["interaction"]} and item["type"] != "Subscription":
            assert (item["conditionalCreate"], item["conditionalUpdate"], item["updateCreate"]) == (True, True, True)
            assert "conditionalPatch" in json.dumps(item)


@pytest.mark.parametrize("version", list(FhirVersion))
async def test_the_capability_statement_lists_exactly_the_routes(
    client: httpx.AsyncClient, resource: Check, version: FhirVersion
) -> None:
    rest = resource(await client.get(f"/{version.path}/metadata"))["rest"][0]
    parts = [("", rest), *((item["type"], item) for item in rest["resource"])]
    interactions = {(type, item["code"]) for type, part in parts for item in part.get("interaction", ())}
    operations = {(type, item["name"]) for type, part in parts for item in part.get("operation", ())}
    assert interactions - {("", "batch"), ("", "transaction")} == routed(version)[0]
    assert operations == routed(version)[1]


@pytest.mark.parametrize("version", list(FhirVersion))
async def test_the_terminology_capabilities_name_every_served_code_system_and_version(
    client: httpx.AsyncClient, resource: Check, version: FhirVersion
) -> None:
    """Supplements have no codes of their own."""
    stated = resource(await client.get(f"/{version.path}/metadata", params={"mode": "terminology"}))["codeSystem"]
    named = {(item["uri"], each.get("code")) for item in stated for each in item.get("version", [{}])}
    asked = {"_count": "1000", "_elements": "url,version,content"}
    found = resource(await client.get(f"/{version.path}/CodeSystem", params=asked))["entry"]
    resources = [entry["resource"] for entry in found]
    read = {(item["url"], item.get("version")) for item in resources if item["content"] != "supplement"}
    assert read <= named
