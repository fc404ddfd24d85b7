import time

import httpx
import pytest
from lxml import html
from starlette.types import Receive, Scope, Send

from terminology.library.library import Library
from terminology.pages.page_redirects import PageRedirects

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (f"/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111&date=2020-01-01", "/hcpcs/J3111?date=2020-01-01"),
        ("/r5/CodeSystem/administrative-gender", "/code-systems/administrative-gender"),
        ("/r5/ValueSet/administrative-gender", "/value-sets/administrative-gender"),
        (
            "/r4/CodeSystem/administrative-gender",
            "/code-systems?url=http%3A%2F%2Fhl7.org%2Ffhir%2Fadministrative-gender%7C4.0.1",
        ),
        ("/r4/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender", None),
        ("/r4/CodeSystem", "/content"),
        ("/r4/metadata", "/api"),
    ],
)
async def test_a_browser_is_led_to_the_page(client: httpx.AsyncClient, address: str, page: str | None) -> None:
    response = await client.get(address)
    assert response.status_code == 303
    assert page is None or response.headers["location"] == page
    while response.status_code == 303:
        response = await client.get(response.headers["location"])
    assert response.status_code == 200
    assert "text/html" in response.headers["content-type"]


async def test_the_address_selects_one_of_two_resources_with_one_id(client: httpx.AsyncClient) -> None:
    for type in ("CodeSystem", "ValueSet"):
        for base, version in (("r4", "4.0.1"), ("r5", "5.0.0")):
            page = await client.get(f"/{base}/{type}/administrative-gender", follow_redirects=True)
            assert page.status_code == 200
            [shown] = html.document_fromstring(page.text).xpath("//dt[. = 'Version']/following-sibling::dd/text()")
            assert shown == version


@pytest.mark.parametrize("accept", ["application/fhir+json", "*/*", "application/fhir+json, text/html;q=0.1"])
async def test_fhir_clients_notice_nothing(client: httpx.AsyncClient, accept: str) -> None:
    response = await client.get("/r5/CodeSystem/administrative-gender", headers={"Accept": accept})
    assert response.json()["resourceType"] == "CodeSystem"


async def test_an_explicit_format_takes_precedence_over_the_browsers_accept_header(client: httpx.AsyncClient) -> None:
    asked = await client.get("/r5/CodeSystem/administrative-gender?_format=json")
    assert asked.json()["resourceType"] == "CodeSystem"
    page = await client.get("/r5/CodeSystem/administrative-gender?_format=html", headers={"Accept": "*/*"})
    assert page.status_code == 303


async def test_an_address_without_a_page_answers_as_fhir(client: httpx.AsyncClient) -> None:
    response = await client.get(f"/r4/CodeSystem/$subsumes?system={HCPCS}&codeA=J3111&codeB=J3111")
    assert response.json()["resourceType"] == "Parameters"
    assert (await client.get("/r4/CodeSystem/$lookup?" + "&".join(f"a{n}=1" for n in range(500)))).status_code != 303


async def test_a_fhir_read_pays_next_to_nothing_for_the_door(library: Library) -> None:
    """For a read of a few hundred microseconds; the bound leaves room for a busy machine."""

    async def answers(_scope: Scope, _receive: Receive, _send: Send) -> None:
        return None

    headers = [(b"host", b"tx"), (b"accept", b"application/fhir+json"), (b"user-agent", b"x" * 80)] * 3
    scope = {"type": "http", "method": "GET", "path": "/r4/CodeSystem/x", "query_string": b"a=b", "headers": headers}
    redirects = PageRedirects(answers, library)
    seconds = []
    for _ in range(5):
        started = time.thread_time()
        for _ in range(500):
            await redirects(scope, None, None)  # type: ignore[arg-type]
        seconds.append((time.thread_time() - started) / 500)
    assert min(seconds) < 50e-6
