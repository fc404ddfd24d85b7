"""IHE's Sharing Valuesets, Codes and Maps: every transaction of a Terminology Repository, by its table.

Source: IHE ITI SVCM, https://profiles.ihe.net/ITI/SVCM/, ITI-95 to ITI-101, the Translate Option included. No test tool
of IHE runs offline, so the tests follow its tables.
"""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fhir_resources.capability_statement import SVCM_PROFILES, SVCM_REPOSITORY

Check = Callable[[httpx.Response], dict[str, Any]]
Json = dict[str, Any]

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
GENDERS = "http://hl7.org/fhir/ValueSet/administrative-gender"
GENDER = "http://hl7.org/fhir/administrative-gender"
BELOW = "https://terminology.example.org/fhir/ValueSet/hcpcs-"
COMMON = ("_id", "_lastUpdated", "status", "identifier", "name", "description", "title", "url", "version")
# Transaction, type, search parameters that shall work.
QUERIES = (
    ("ITI-95", "ValueSet", (*COMMON, "reference")),
    ("ITI-96", "CodeSystem", (*COMMON, "system")),
    ("ITI-100", "ConceptMap", (*COMMON, "source-system", "source-uri", "target-system", "target-uri")),
)
STRINGS = ("name", "description", "title")
PREFIXES = ("gt", "lt", "ge", "le", "sa", "eb")
OPERATIONS = (
    ("ITI-97", "ValueSet/$expand", {"url": GENDERS}),
    ("ITI-97", "ValueSet/$expand", {"url": GENDERS, "filter": "fem", "count": "1", "offset": "0"}),
    ("ITI-98", "CodeSystem/$lookup", {"system": HCPCS, "code": "J3111"}),
    ("ITI-98", "CodeSystem/$lookup", {"system": HCPCS, "code": "J3111", "date": "2025-10-02"}),
    ("ITI-99", "ValueSet/$validate-code", {"url": GENDERS, "system": GENDER, "code": "female"}),
    ("ITI-99", "CodeSystem/$validate-code", {"url": HCPCS, "code": "J3111", "date": "2025-10-02"}),
)
REPRESENTATIONS = pytest.mark.parametrize("accept", ["application/fhir+json", "application/fhir+xml"])


@REPRESENTATIONS
@pytest.mark.parametrize(("transaction", "type", "parameters"), QUERIES)
async def test_a_query_is_answered_by_every_parameter_that_shall_work(
    client: httpx.AsyncClient, resource: Check, base: str, accept: str, transaction: str, type: str, parameters: Any
) -> None:
    known = resource(await client.get(f"{base}/metadata"))["rest"][0]["resource"]
    (searched,) = [item["searchParam"] for item in known if item["type"] == type]
    assert {*parameters} <= {item["name"] for item in searched}
    for name in parameters:
        asked = {
            "_summary": "true",
            name: "ge2000-01-01" if name == "_lastUpdated" else "active" if name == "status" else "x",
        }
        answered = await client.get(f"{base}/{type}", params=asked, headers={"Accept": accept})
        bundle = resource(answered)
        assert answered.headers["content-type"].startswith(accept)
        assert bundle["type"] == "searchset"
        assert not [entry for entry in bundle.get("entry", ()) if entry["search"]["mode"] == "outcome"], name


@pytest.mark.parametrize("type", ["ValueSet", "CodeSystem"])
async def test_every_word_of_a_result_finds_it(
    client: httpx.AsyncClient, resource: Check, base: str, type: str
) -> None:
    found = resource(await client.get(f"{base}/{type}", params={"_count": "4", "_summary": "true"}))["entry"]
    for one in (entry["resource"] for entry in found):
        asked = {name: one[name] for name in ("url", "version", "name", "title", "status") if name in one}
        for name, text in ({"_id": one["id"]} | asked).items():
            escaped = text.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$").replace("|", "\\|")
            again = resource(
                await client.get(f"{base}/{type}", params={name: escaped, "_summary": "true", "_count": "200"})
            )
            assert one["id"] in [entry["resource"]["id"] for entry in again.get("entry", ())], (name, text)
        read = resource(await client.get(f"{base}/{type}/{one['id']}", params={"_summary": "true"}))
        assert read["url"] == one["url"]


@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize("type", ["ValueSet", "CodeSystem", "ConceptMap"])
async def test_texts_are_matched_exactly_or_in_part(
    client: httpx.AsyncClient, resource: Check, base: str, type: str, name: str
) -> None:
    for modifier in ("contains", "exact"):
        bundle = resource(await client.get(f"{base}/{type}", params={f"{name}:{modifier}": "zzz-no-such-text"}))
        assert bundle["total"] == 0
        assert not bundle.get("entry")


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_times_are_compared(client: httpx.AsyncClient, resource: Check, base: str, prefix: str) -> None:
    early, late = (f"{prefix}{year}-01-01T00:00:00Z" for year in ("1999", "2199"))
    totals = [
        resource(await client.get(f"{base}/CodeSystem", params={"_lastUpdated": moment, "_summary": "count"}))["total"]
        for moment in (early, late)
    ]
    assert (totals[0] > 0, totals[1] > 0) == ((True, False) if prefix in ("gt", "ge", "sa") else (False, True))


@REPRESENTATIONS
@pytest.mark.parametrize(("transaction", "path", "asked"), OPERATIONS)
async def test_an_operation_is_answered_in_both_representations(
    client: httpx.AsyncClient, resource: Check, base: str, accept: str, transaction: str, path: str, asked: Any
) -> None:
    answered = await client.get(f"{base}/{path}", params=asked, headers={"Accept": accept})
    found = resource(answered)
    assert answered.status_code == 200
    assert found["resourceType"] == ("ValueSet" if transaction == "ITI-97" else "Parameters")


async def test_a_code_is_translated(client: httpx.AsyncClient, resource: Check, base: str) -> None:
    """ITI-101: by the map's url, in R4 and R5 form; a missing mapping is a result too."""
    maps = resource(await client.get(f"{base}/ConceptMap", params={"_summary": "true"})).get("entry", ())
    for entry in maps:
        asked = {"url": entry["resource"]["url"], "code": "J3111", "sourceCode": "J3111", "system": HCPCS}
        asked.pop("sourceCode" if base == "/r4" else "code")
        answered = resource(await client.get(f"{base}/ConceptMap/$translate", params=asked))
        assert [item["valueBoolean"] for item in answered["parameter"] if item["name"] == "result"]


async def test_a_representation_that_is_not_spoken_is_refused(client: httpx.AsyncClient, base: str) -> None:
    for path in ("ValueSet", "CodeSystem", "ConceptMap", "metadata"):
        answered = await client.get(f"{base}/{path}", headers={"Accept": "application/pdf"})
        assert 400 <= answered.status_code < 500


async def test_the_capability_statement_says_so(client: httpx.AsyncClient, resource: Check, base: str) -> None:
    statement = resource(await client.get(f"{base}/metadata"))
    assert SVCM_REPOSITORY in statement["instantiates"]
    profiles = {item["type"]: item.get("supportedProfile", []) for item in statement["rest"][0]["resource"]}
    assert {type: profiles[type] for type in SVCM_PROFILES} == {type: [url] for type, url in SVCM_PROFILES.items()}


async def test_a_release_is_shareable(client: httpx.AsyncClient, resource: Check, base: str) -> None:
    bundle = resource(await client.get(f"{base}/CodeSystem", params={"url": HCPCS}))
    needed = {"url", "version", "name", "status", "experimental", "publisher", "description", "identifier"}
    for entry in bundle["entry"]:
        assert needed | {"caseSensitive", "content", "concept"} <= entry["resource"].keys()


async def test_every_value_set_of_the_server_is_shareable(
    client: httpx.AsyncClient, resource: Check, base: str
) -> None:
    needed = {"url", "version", "name", "title", "status", "experimental", "publisher", "description"}
    bundle = resource(await client.get(f"{base}/ValueSet", params={"url:below": BELOW, "_count": "500"}))
    assert len(bundle["entry"]) > 20
    for entry in bundle["entry"]:
        assert needed <= entry["resource"].keys(), entry["resource"]["url"]
