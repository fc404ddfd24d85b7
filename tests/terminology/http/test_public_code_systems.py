"""Code systems of general use need no import: currencies, countries, languages, media types, units."""

from typing import Any

import httpx
import pytest

from tests.terminology.http.conftest import Check

Json = dict[str, Any]
UCUM, LANGUAGES = "http://unitsofmeasure.org", "urn:ietf:bcp:47"
CURRENCIES, COUNTRIES, MEDIA_TYPES = "urn:iso:std:iso:4217", "urn:iso:std:iso:3166", "urn:ietf:bcp:13"


def value(parameters: Json, name: str) -> Any:
    for item in parameters["parameter"]:
        if item["name"] == name:
            return next(content for key, content in item.items() if key.startswith("value"))
    return None


@pytest.mark.parametrize(
    ("system", "code", "display"),
    [
        (UCUM, "mg/dL", "mg/dL"),
        (UCUM, "10*3/uL", "10*3/uL"),
        (LANGUAGES, "es-US", "Spanish (United States)"),
        (CURRENCIES, "USD", "US Dollar"),
        (COUNTRIES, "US", "United States"),
        (f"{COUNTRIES}:-2", "US-CA", "California"),
        (MEDIA_TYPES, "application/pdf", "application/pdf"),
    ],
)
async def test_codes_are_looked_up_and_validated(
    client: httpx.AsyncClient, resource: Check, base: str, system: str, code: str, display: str
) -> None:
    found = resource(await client.get(f"{base}/CodeSystem/$lookup", params={"system": system, "code": code}))
    assert value(found, "display") == display
    body = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "valueSet", "resource": all_of(system)},
            {"name": "code", "valueCode": code},
            {"name": "inferSystem", "valueBoolean": True},
        ],
    }
    answer = resource(await client.post(f"{base}/ValueSet/$validate-code", json=body))
    assert (value(answer, "result"), value(answer, "system")) == (True, system)


def all_of(system: str) -> Json:
    return {
        "resourceType": "ValueSet",
        "url": "http://x",
        "status": "draft",
        "compose": {"include": [{"system": system}]},
    }


@pytest.mark.parametrize(
    ("system", "code", "hint"),
    [(UCUM, "mcg", "Write ug"), (LANGUAGES, "xx", ""), (CURRENCIES, "US$", ""), (MEDIA_TYPES, "pdf", "")],
)
async def test_an_invalid_form_is_not_a_code(
    client: httpx.AsyncClient, resource: Check, system: str, code: str, hint: str
) -> None:
    answer = resource(await client.get("/r4/CodeSystem/$validate-code", params={"url": system, "code": code}))
    assert value(answer, "result") is False
    issues = next(item["resource"]["issue"] for item in answer["parameter"] if item["name"] == "issues")
    assert any(hint in issue["details"]["text"] for issue in issues)


async def test_a_grammar_based_code_system_reads_as_a_fragment(
    client: httpx.AsyncClient, resource: Check, base: str
) -> None:
    found = resource(await client.get(f"{base}/CodeSystem/ucum"))
    assert (found["content"], len(found["concept"]) > 300) == ("fragment", True)


async def test_no_display_of_a_code_that_is_left_to_its_users_is_wrong(
    client: httpx.AsyncClient, resource: Check
) -> None:
    for code, is_valid in (("XK", True), ("DE", False)):
        query = {"url": COUNTRIES, "code": code, "display": "Kosovo"}
        answer = resource(await client.get("/r4/CodeSystem/$validate-code", params=query))
        assert value(answer, "result") is is_valid
        assert "Kosovo" in value(answer, "message")
