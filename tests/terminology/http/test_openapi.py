import re
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.version import FhirVersion
from terminology.http.openapi import openapi_document, openapi_text
from terminology.http.routes import routes_of

EXPORTED = Path(__file__).parents[3] / "openapi" / "terminology.json"
DOCUMENT = openapi_document("1.2.3")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, item) for path, methods in DOCUMENT["paths"].items() for method, item in methods.items()]


def test_the_exported_document_is_that_of_the_application() -> None:
    exported = orjson.loads(EXPORTED.read_bytes())
    assert openapi_text(exported["info"]["version"]) == EXPORTED.read_bytes()


async def test_the_document_is_served(client: httpx.AsyncClient) -> None:
    assert (await client.get("/openapi.json")).json() == DOCUMENT


@pytest.mark.parametrize("version", FhirVersion)
def test_every_route_is_documented(version: FhirVersion) -> None:
    for template, methods in routes_of(version).items():
        assert {method.lower() for method in methods} == set(DOCUMENT["paths"][f"/{version.path}/{template}"])


def test_every_operation_has_its_parameters_and_an_example() -> None:
    for operation in OPERATIONS:
        if operation.only_post:
            continue
        path = f"/r5/{operation.resource}/${operation.code}" if operation.resource else f"/r5/${operation.code}"
        asked = {item["name"]: item for item in DOCUMENT["paths"][path]["get"]["parameters"]}
        assert {item.name for item in operation.inputs("5.0") if item.is_primitive} <= set(asked)
        assert {name: asked[name]["example"] for name in operation.example} == operation.example
        assert all(item["description"] for item in asked.values())


def test_every_address_documents_its_errors() -> None:
    for path, _, operation in operations():
        if path.startswith(("/r4", "/r5")):
            assert {"200", "400", "404", "406", "500"} <= set(operation["responses"])


def test_operation_ids_are_unique_and_references_lead_somewhere() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))
    for reference in set(re.findall(r'"\$ref":"#/([^"]+)"', orjson.dumps(DOCUMENT).decode())):
        found: Any = DOCUMENT
        for step in reference.split("/"):
            found = found[step]


def test_every_placeholder_of_a_path_is_a_parameter() -> None:
    for path, _, operation in operations():
        placeholders = set(re.findall(r"\{(\w+)\}", path))
        assert placeholders == {item["name"] for item in operation.get("parameters", ()) if item["in"] == "path"}


async def test_every_example_works(client: httpx.AsyncClient) -> None:
    for path, method, operation in operations():
        query = {item["name"]: item["example"] for item in operation.get("parameters", ()) if "example" in item}
        is_complete = "{" not in path and (query or "/$" not in path)
        if method == "get" and is_complete and path.startswith(("/r4", "/r5")):
            needs_login = "401" in operation["responses"]
            assert (await client.get(path, params=query)).status_code == (401 if needs_login else 200), path
        for media, body in operation.get("requestBody", {"content": {}})["content"].items():
            if "{" not in path and "example" in body:
                content = orjson.dumps(body["example"])
                response = await client.post(path, content=content, headers={"Content-Type": media})
                assert response.status_code == 200, (path, response.text)


def test_a_history_answers_with_a_bundle() -> None:
    for path in ("/r4/_history", "/r5/ValueSet/_history", "/r5/ValueSet/{id}/_history"):
        assert openapi_document("1")["paths"][path]["get"]["responses"]["200"]["description"] == "Bundle."
