import httpx

from tests.terminology.http.conftest import Check

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
GENDER = "http://hl7.org/fhir/administrative-gender"


async def test_the_value_set_of_all_codes_is_found_by_its_url(
    client: httpx.AsyncClient, resource: Check, base: str
) -> None:
    bundle = resource(await client.get(f"{base}/ValueSet", params={"url": f"{GENDER}?fhir_vs"}))
    [entry] = bundle["entry"]
    assert entry["fullUrl"] == entry["resource"]["url"] == f"{GENDER}?fhir_vs"
    assert entry["resource"]["compose"]["include"] == [{"system": GENDER}]


async def test_an_alias_of_the_code_system_finds_it_too(client: httpx.AsyncClient, resource: Check) -> None:
    bundle = resource(await client.get("/r4/ValueSet", params={"url": f"{GENDER}/?fhir_vs"}))
    [entry] = bundle["entry"]
    assert entry["resource"]["url"] == f"{GENDER}?fhir_vs"


async def test_it_has_to_meet_the_other_criteria(client: httpx.AsyncClient, resource: Check) -> None:
    for more in ({"status": "draft"}, {"version": "1"}, {"name": "x"}):
        bundle = resource(await client.get("/r4/ValueSet", params={"url": f"{GENDER}?fhir_vs", **more}))
        assert bundle["total"] == 0
    bundle = resource(await client.get("/r4/ValueSet", params={"url": "http://nowhere?fhir_vs"}))
    assert bundle["total"] == 0


async def test_other_searches_return_no_implicit_value_sets(client: httpx.AsyncClient, resource: Check) -> None:
    bundle = resource(await client.get("/r4/ValueSet", params={"_count": "1000", "_elements": "url"}))
    assert not any(entry["resource"]["url"].endswith("?fhir_vs") for entry in bundle["entry"])
