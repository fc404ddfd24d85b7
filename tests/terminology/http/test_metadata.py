from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fhir_resources.extension_definitions import EXTENSIONS
from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.version import FhirVersion

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
async def test_the_limits_of_a_request_are_told(client: httpx.AsyncClient, resource: Check, path: str) -> None:
    told = resource(await client.get(f"{path}/metadata"))["rest"][0]["documentation"]
    for limit in ("30 s", "262,144 bytes", "1,000 parameters", "100 codings", "10,000 entries"):
        assert limit in told


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
