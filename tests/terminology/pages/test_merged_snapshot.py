"""Content served only by R4 has pages too, with links to R4."""

from collections.abc import Callable

import httpx
from lxml.html import HtmlElement

from fhir_resources.version import FhirVersion
from terminology.library.library import Library
from terminology.pages.merged_snapshot import merged_snapshot

Read = Callable[..., HtmlElement]
GENDER = "http://hl7.org/fhir/administrative-gender"


def test_content_served_only_by_r4_is_listed_with_that_of_r5(library: Library) -> None:
    complete = merged_snapshot(library)
    versions = [item.header.version for item in complete.catalogue.code_systems[GENDER]]
    assert versions == ["5.0.0", "4.0.1"]
    served = library.resources(FhirVersion.R5).by_type["CodeSystem"]
    assert set(served) < set(complete.resources.by_type["CodeSystem"])
    assert all(complete.resources.by_type["CodeSystem"][id] is entry for id, entry in served.items())


def test_it_is_made_once_for_each_content(library: Library) -> None:
    assert merged_snapshot(library) is merged_snapshot(library)


async def test_its_page_leads_to_r4(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/code-systems/administrative-gender-4.0.1"))
    [link] = document.xpath("//a[. = 'As a FHIR resource']/@href")
    assert link.startswith("/r4/CodeSystem/administrative-gender?")
    assert (await client.get(link)).json()["version"] == "4.0.1"
    code = read(await client.get("/code-systems/administrative-gender-4.0.1/female"))
    assert code.xpath("//section[@id='copy' or .//h2[@id='copy']]//ul//a/text()") == ["R4 JSON", "R4 XML", "Try it"]
