"""Search and read over HTTP."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from terminology.http import search_page, views

Check = Callable[[httpx.Response], dict[str, Any]]

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
GENDER = "http://hl7.org/fhir/administrative-gender"
TYPES = ("CodeSystem", "ValueSet", "ConceptMap")


def urls(bundle: dict[str, Any]) -> list[str]:
    return [entry["resource"]["url"] for entry in bundle.get("entry", ()) if entry["search"]["mode"] == "match"]


def links(bundle: dict[str, Any]) -> dict[str, str]:
    return {link["relation"]: link["url"] for link in bundle["link"]}


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("format", ["json", "xml"])
async def test_everything_can_be_listed(
    client: httpx.AsyncClient, resource: Check, path: str, type: str, format: str
) -> None:
    bundle = resource(await client.get(f"{path}/{type}", params={"_format": format, "_count": 200}))
    assert bundle["type"] == "searchset"
    assert bundle["total"] == len(bundle.get("entry", ()))


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize("type", ["CodeSystem", "ValueSet"])
async def test_everything_that_is_listed_can_be_read(
    client: httpx.AsyncClient, resource: Check, path: str, type: str
) -> None:
    for entry in (await client.get(f"{path}/{type}?_summary=false")).json()["entry"]:
        response = await client.get(entry["fullUrl"].replace("https://tx.example.org", ""))
        assert resource(response) == entry["resource"]
        as_xml = await client.get(response.url, headers={"Accept": "application/fhir+xml"})
        assert resource(as_xml) == entry["resource"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"url={GENDER}", [GENDER]),
        (f"url={GENDER}|5.0.0", [GENDER]),
        (f"url={GENDER}|9", []),
        ("url=http://hl7.org/fhir/none", []),
        (f"url={GENDER},http://hl7.org/fhir/none", [GENDER]),
        ("url:below=http://hl7.org/fhir/a", [GENDER]),
        (f"system={GENDER}", [GENDER]),
        (f"url={HCPCS.replace('http:', 'https:')}", [HCPCS, HCPCS, HCPCS]),
        ("url=urn:oid:2.16.840.1.113883.6.285", [HCPCS, HCPCS, HCPCS]),
        (f"url={HCPCS}&version=20251001", [HCPCS]),
        ("version=5.0.0&name=admin", [GENDER]),
        ("name:exact=AdministrativeGender", [GENDER]),
        ("name:exact=administrativegender", []),
        ("name:contains=STRATIVEg", [GENDER]),
        ("_id=administrative-gender", [GENDER]),
        ("code=J3111", [HCPCS, HCPCS]),
        (f"code={HCPCS}|J3111", [HCPCS, HCPCS]),
        ("status:not=active&status:not=draft", []),
        (f"url={GENDER}&_lastUpdated=ge2026-11-22", [GENDER]),
        (f"url={GENDER}&_lastUpdated=2026-11-22T08:30", [GENDER]),
        (f"url={GENDER}&_lastUpdated=lt2026", []),
    ],
)
async def test_a_search_returns_matching_resources(
    client: httpx.AsyncClient, resource: Check, query: str, found: list[str]
) -> None:
    assert urls(resource(await client.get(f"/r5/CodeSystem?{query}"))) == found


async def test_r4_and_r5_have_the_gender_code_system_of_their_own_version(client: httpx.AsyncClient) -> None:
    versions = [
        (await client.get(f"{path}/CodeSystem", params={"url": GENDER})).json()["entry"][0]["resource"]["version"]
        for path in ("/r4", "/r5")
    ]
    assert versions == ["4.0.1", "5.0.0"]


async def test_a_posted_search_finds_the_same(client: httpx.AsyncClient) -> None:
    got = await client.get("/r4/CodeSystem", params={"url": GENDER, "_summary": "true"})
    posted = await client.post("/r4/CodeSystem/_search", params={"_summary": "true"}, data={"url": GENDER})
    assert posted.json()["entry"] == got.json()["entry"]
    refused = await client.post("/r4/CodeSystem/_search", json={"resourceType": "Parameters"})
    assert refused.status_code == 415


async def test_pages_follow_each_other_through_everything(client: httpx.AsyncClient) -> None:
    everything = urls((await client.get("/r5/ValueSet?_count=200")).json())
    address, seen, pages = "/r5/ValueSet?_count=5&_summary=true", [], 0
    while address:
        page = (await client.get(address)).json()
        assert page["total"] == len(everything)
        seen += urls(page)
        address, pages = links(page).get("next", "").replace("https://tx.example.org", ""), pages + 1
    assert seen == everything
    assert pages == -(-len(everything) // 5)


async def test_links_are_absolute_and_preserve_the_query(client: httpx.AsyncClient) -> None:
    page = (await client.get("/r5/ValueSet?_count=5&_offset=5&status=active&foo=bar")).json()
    base = "https://tx.example.org/r5/ValueSet?status=active&_count=5"
    assert links(page) == {
        "self": f"{base}&_offset=5",
        "first": base,
        "previous": base,
        "next": f"{base}&_offset=10",
        "last": f"{base}&_offset=50",
    }


@pytest.mark.parametrize("query", ["_count=0", "_summary=count"])
async def test_a_count_has_a_total_and_nothing_else(client: httpx.AsyncClient, resource: Check, query: str) -> None:
    bundle = resource(await client.get(f"/r4/ValueSet?{query}"))
    assert bundle["total"] > 20
    assert "entry" not in bundle
    assert list(links(bundle)) == ["self"]


async def test_unknown_parameters_are_ignored_and_reported(client: httpx.AsyncClient, resource: Check) -> None:
    response = await client.get("/r5/CodeSystem", params={"foo": "bar", "_sort": "-url,foo", "_count": 2})
    bundle = resource(response)
    *matches, ignored = bundle["entry"]
    assert len(matches) == 2
    assert ignored["search"]["mode"] == "outcome"
    assert (
        ignored["resource"]["issue"][0]["details"]["text"] == "Unknown parameters, which were ignored: foo, _sort=foo"
    )
    assert "foo" not in links(bundle)["self"]


async def test_strict_handling_refuses_unknown_parameters(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.get("/r5/CodeSystem?foo=bar", headers={"Prefer": "handling=strict"})
    assert response.status_code == 400
    assert "foo" in outcome(response)["details"]["text"]


@pytest.mark.parametrize(
    "query", ["_count=many", "_count=-1", "_offset=x", "_summary=some", "name:foo=x", "_lastUpdated=soon"]
)
async def test_an_impossible_value_is_refused(client: httpx.AsyncClient, outcome: Check, query: str) -> None:
    response = await client.get(f"/r5/CodeSystem?{query}")
    assert response.status_code == 400
    assert outcome(response)["code"] == "value"


async def test_results_are_sorted_as_requested(client: httpx.AsyncClient) -> None:
    ascending = urls((await client.get("/r5/CodeSystem?_sort=url")).json())
    descending = urls((await client.get("/r5/CodeSystem?_sort=-url")).json())
    assert ascending == sorted(ascending)
    assert descending == ascending[::-1]


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize("query", ["_summary=true", "_summary=text", "_summary=data", "_elements=url,title"])
async def test_less_of_a_resource_is_tagged_and_valid(
    client: httpx.AsyncClient, resource: Check, path: str, query: str
) -> None:
    read = resource(await client.get(f"{path}/CodeSystem/administrative-gender?{query}"))
    assert read["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert read["content"] == "complete"
    assert ("concept" in read) == (query == "_summary=data")
    assert ("url" in read) == (query != "_summary=text")
    for entry in resource(await client.get(f"{path}/ValueSet?{query}"))["entry"]:
        assert "text" not in entry["resource"] or query == "_summary=text"


async def test_a_read_says_when_and_which_and_is_conditional(client: httpx.AsyncClient, resource: Check) -> None:
    address = "/r5/CodeSystem/administrative-gender"
    response = await client.get(address)
    meta = resource(response)["meta"]
    assert response.headers["etag"] == f'W/"{meta["versionId"]}"'
    assert response.headers["last-modified"] == "Sun, 22 Nov 2026 08:30:00 GMT"
    assert meta["lastUpdated"] == "2026-11-22T08:30:00.000Z"
    for held in ({"If-None-Match": response.headers["etag"]}, {"If-Modified-Since": "Sun, 22 Nov 2026 08:30:00 GMT"}):
        assert (await client.get(address, headers=held)).status_code == 304
    for held in ({"If-None-Match": 'W/"0"'}, {"If-Modified-Since": "Sun, 22 Nov 2026 08:29:59 GMT"}):
        assert (await client.get(address, headers=held)).status_code == 200
    assert (await client.get(address, headers={"If-Modified-Since": "yesterday"})).status_code == 200


async def test_a_read_has_no_count(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.get("/r5/CodeSystem/administrative-gender?_summary=count")
    assert (response.status_code, outcome(response)["code"]) == (400, "value")


async def test_elements_of_a_search_may_be_the_concepts_of_a_large_code_system(
    client: httpx.AsyncClient, resource: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MANY_CONCEPTS", 10)
    params = {"url": HCPCS, "version": "2025-10", "_elements": "concept"}
    [entry] = resource(await client.get("/r4/CodeSystem", params=params))["entry"]
    assert len(entry["resource"]["concept"]) > 10
    [entry] = resource(await client.get("/r4/CodeSystem", params={"url": HCPCS, "version": "2025-10"}))["entry"]
    assert "concept" not in entry["resource"]


async def test_a_page_of_large_code_systems_is_shorter_and_the_next_continues_it(
    client: httpx.AsyncClient, resource: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_page, "AT_ONCE_BYTES", 2000)
    monkeypatch.setattr(search_page, "PAGE_BYTES", 20_000)
    full = resource(await client.get("/r5/CodeSystem", params={"_elements": "url", "_count": "1000"}))
    found: list[str] = []
    address, pages = "/r5/CodeSystem?_summary=false&_count=1000", 0
    while address:
        page = resource(await client.get(address.removeprefix("https://tx.example.org")))
        assert page["total"] == full["total"]
        found += urls(page)
        address, pages = links(page).get("next", ""), pages + 1
    assert (found, pages > 1) == (urls(full), True)


async def test_if_none_match_star_is_not_modified_for_an_existing_resource(client: httpx.AsyncClient) -> None:
    for address, status in (("administrative-gender", 304), ("nothing-here", 404)):
        response = await client.get(f"/r4/CodeSystem/{address}", headers={"If-None-Match": "*"})
        assert response.status_code == status
