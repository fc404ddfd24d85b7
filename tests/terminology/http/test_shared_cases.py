"""Cases that once failed, from `../shared/cases` next to the project, as described in their case.md.

Three are tested elsewhere: same-version-other-content (test_resource_imports.py) and narrative-marked-up-headings
(tests/seed/narrative) are about the command line, locked-date (operations/test_dates.py) needs two releases.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import httpx
import pytest

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.http.application import create_application
from terminology.library.importing import load_starter
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.library.resource_imports import ImportInput, import_resources
from terminology.store.mongo_store import MongoStore
from tests.conftest import SHARED, found
from tests.terminology.http.conftest import BASE, Check, now, site_of

Json = dict[str, Any]
CASES = SHARED / "cases"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
V3 = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
OID = "urn:oid:2.16.840.1.113883.1.11.19394"
FHIR_JSON = {"Content-Type": "application/fhir+json"}


def case(name: str, file: str = "request.json") -> Json:
    read: Json = json.loads((found(CASES, "the cases") / name / file).read_text())
    return read


@pytest.fixture(scope="module")
def library(store_uri: str) -> Library:
    """The starter content, and the imports of the cases."""
    numbers = count(1)
    library = Library(MongoStore(lambda: store_uri, "shared_cases"), BASE, now)
    context = ImportContext(library.store, BASE, now, lambda: f"import-{next(numbers)}")
    no_url = found(CASES, "the cases") / "valueset-without-url" / "valueset.json"
    concept_map = {"resourceType": "ConceptMap", "id": "no-url", "status": "active", "group": [MAPPED]}

    async def load() -> None:
        await library.store.open()
        await load_starter(context)
        supplied = (no_url.read_bytes(), json.dumps(concept_map).encode())
        source = Source("cases.json", "00", 1)
        await import_resources(context, [ImportInput(source, text, FhirVersion.R4) for text in supplied])
        await library.refresh()
        await library.store.close()

    asyncio.run(load())
    return library


MAPPED = {
    "source": HCPCS,
    "target": "http://example.org/categories",
    "element": [{"code": "J3111", "target": [{"code": "drug", "equivalence": "wider"}]}],
}


@pytest.fixture
async def client(library: Library) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_application(site_of(library)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tx", headers=FHIR_JSON) as client:
        yield client


def value(parameters: Json, name: str) -> Any:
    """The value of the first parameter of this name; None if there is none."""
    for item in parameters["parameter"]:
        if item["name"] == name:
            return next(content for key, content in item.items() if key.startswith("value"))
    return None


def codes(value_set: Json) -> list[str]:
    return [entry["code"] for entry in value_set["expansion"]["contains"]]


async def test_a_valid_coding_next_to_a_local_one(client: httpx.AsyncClient, resource: Check, base: str) -> None:
    body = case("codeableconcept-local-coding")
    answer = resource(await client.post(f"{base}/ValueSet/$validate-code", json=body))
    assert (value(answer, "result"), value(answer, "code")) == (True, "J3111")


async def test_no_text_contains_none(client: httpx.AsyncClient, resource: Check) -> None:
    answer = resource(await client.post("/r4/ValueSet/$validate-code", json=case("none-in-message")))
    assert value(answer, "result") is True
    assert "None" not in json.dumps(answer).replace("None_of_the", "")


async def test_an_include_with_concepts_and_a_filter(client: httpx.AsyncClient) -> None:
    response = await client.post("/r4/ValueSet/$expand", json=case("include-concept-and-filter"))
    assert 400 <= response.status_code < 500
    assert "vsd-3" in response.text


@pytest.mark.parametrize("file", ["request.json", "request-pinned.json", "request-without-valueset.json"])
async def test_a_maps_own_scope_hides_no_mapping(client: httpx.AsyncClient, resource: Check, file: str) -> None:
    body = case("translate-scope-unresolvable", file)
    answer = resource(await client.post("/r4/ConceptMap/$translate", json=body))
    assert value(answer, "result") is True
    [match] = [item for item in answer["parameter"] if item["name"] == "match"]
    assert {part["name"]: part for part in match["part"]}["concept"]["valueCoding"]["code"] in ("visit", "drug")


async def test_a_map_is_read_in_reverse_though_its_scope_cannot_be_judged(
    client: httpx.AsyncClient, resource: Check
) -> None:
    body = case("translate-scope-unresolvable")
    category = "http://example.org/fhir/CodeSystem/category"
    asked: Json = {"code": {"valueCode": "visit"}, "system": {"valueUri": category}}
    asked["reverse"] = {"valueBoolean": True}
    retained = [item for item in body["parameter"] if item["name"] not in asked]
    turned = [*retained, *({"name": name, **stated} for name, stated in asked.items())]
    answer = resource(await client.post("/r4/ConceptMap/$translate", json={**body, "parameter": turned}))
    assert "L100" in json.dumps(answer)


async def test_a_value_set_is_found_by_its_oid(client: httpx.AsyncClient, resource: Check, base: str) -> None:
    expanded = resource(await client.get(f"{base}/ValueSet/$expand", params={"url": OID, "count": "1"}))
    assert expanded["url"] == V3
    assert len(codes(expanded)) == 1
    for asked in (OID, f"urn:ietf:rfc:3986|{OID}"):
        bundle = resource(await client.get(f"{base}/ValueSet", params={"identifier": asked}))
        assert [entry["resource"]["url"] for entry in bundle["entry"]] == [V3]
    imported = resource(await client.post(f"{base}/ValueSet/$expand", json=case("valueset-by-oid", "import.json")))
    assert len(codes(imported)) == 1
    asked_for = {"url": OID, "system": HCPCS, "code": "J3111"}
    answer = resource(await client.get(f"{base}/ValueSet/$validate-code", params=asked_for))
    assert value(answer, "result") is True


async def test_a_value_set_without_a_url_is_addressed_by_its_id(
    client: httpx.AsyncClient, resource: Check, base: str
) -> None:
    empty = {"resourceType": "Parameters"}
    address = f"{base}/ValueSet/no-url"
    assert codes(resource(await client.get(f"{address}/$expand"))) == ["J3111"]
    assert codes(resource(await client.post(f"{address}/$expand", json=empty))) == ["J3111"]
    for code, is_valid in (("J3111", True), ("A0021", False)):
        params = {"system": HCPCS, "code": code}
        answer = resource(await client.get(f"{address}/$validate-code", params=params))
        assert value(answer, "result") is is_valid
    refused = await client.get(f"{address}/$expand", params={"url": V3})
    assert refused.status_code == 400


async def test_a_concept_map_without_a_url_is_addressed_by_its_id(client: httpx.AsyncClient, resource: Check) -> None:
    params = {"system": HCPCS, "code": "J3111"}
    answer = resource(await client.get("/r4/ConceptMap/no-url/$translate", params=params))
    assert value(answer, "result") is True
    params = {"system": HCPCS, "sourceCode": "J3111"}
    answer = resource(await client.get("/r5/ConceptMap/no-url/$translate", params=params))
    assert value(answer, "result") is True
