from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement

Read = Callable[..., HtmlElement]


async def test_value_sets_are_found_by_name_and_by_url(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/value-sets?q=gender"))
    assert "/value-sets/administrative-gender" in document.xpath("//table//a/@href")
    found = await client.get("/value-sets?url=http://hl7.org/fhir/ValueSet/administrative-gender&date=2020-01-01")
    assert found.headers["location"] == "/value-sets/administrative-gender?date=2020-01-01"
    read(await client.get("/value-sets?url=urn:x"), 404)


async def test_a_value_set_is_defined_in_words_and_lists_its_codes(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/value-sets/hcpcs-chapter-j?q=romosozumab"))
    assert "where chapter is J" in document.xpath("string(//section[@aria-labelledby='definition'])")
    assert document.xpath("//ol[@class='codes']//a/@href") == ["/hcpcs/J3111"]


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
async def test_its_codes_can_be_downloaded(client: httpx.AsyncClient, format: str) -> None:
    response = await client.get(f"/value-sets/hcpcs-chapter-j?download={format}")
    assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''hcpcs-chapter-j.{format}"
    assert (await client.get(f"/value-sets/hcpcs-chapter-j?of=health&download={format}")).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/value-sets/nope", 404),
        ("/value-sets/hcpcs-chapter-j?page=1000000000", 400),
        ("/value-sets/hcpcs-chapter-j?page=999", 404),
        ("/value-sets/hcpcs-chapter-j?download=exe", 400),
        ("/value-sets/hcpcs-chapter-j?date=x", 400),
    ],
)
async def test_a_page_that_cannot_be_shown_states_the_reason(
    client: httpx.AsyncClient, read: Read, path: str, status: int
) -> None:
    read(await client.get(path), status)
