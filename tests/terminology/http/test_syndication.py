import hashlib
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fhir_resources.packages import read_package
from terminology.library.syndication.atom import read_feed
from terminology.library.syndication.feeds import FeedEntry

Check = Callable[[httpx.Response], dict[str, Any]]
FEED = "/syndication/feed.xml"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


async def entries(client: httpx.AsyncClient, **filters: Any) -> tuple[FeedEntry, ...]:
    answered = await client.get(FEED, params=filters)
    assert answered.status_code == 200, answered.text
    assert answered.headers["content-type"].startswith("application/atom+xml")
    return read_feed(answered.content)


async def test_every_entry_leads_to_the_bytes_that_it_describes(client: httpx.AsyncClient) -> None:
    found = await entries(client)
    assert len({entry.id for entry in found}) == len({entry.version for entry in found}) == len(found) > 5
    for entry in found:
        assert entry.link
        taken = await client.get(entry.link.href.replace("https://tx.example.org", ""))
        assert (len(taken.content), hashlib.sha256(taken.content).hexdigest()) == (entry.link.length, entry.link.sha256)
        assert taken.headers["content-type"] == entry.link.type
        etag = {"If-None-Match": taken.headers["etag"]}
        assert (await client.get(str(taken.url), headers=etag)).status_code == 304


async def test_a_release_has_a_resource_and_a_package_for_each_version(client: httpx.AsyncClient) -> None:
    found = await entries(client)
    assert f"{HCPCS}|2025-10" in [entry.version for entry in found if entry.identifier == HCPCS]
    of_release = [entry for entry in found if "hcpcs" in entry.identifier and entry.version.endswith("|2025.10.0")]
    packages = {entry.fhir_version: entry for entry in of_release if entry.term == "FHIR_Package"}
    assert set(packages) == {"4.0", "5.0"}
    link = packages["4.0"].link
    assert link
    package = await client.get(link.href.replace("https://tx.example.org", ""))
    assert "package/CodeSystem-hcpcs-level-ii-2025-10.json" in dict(read_package("p", package.content).files)


async def test_filters_are_alternatives_and_add_up(client: httpx.AsyncClient) -> None:
    everything = await entries(client)
    packages = await entries(client, category="FHIR_Package")
    assert {entry.term for entry in packages} == {"FHIR_Package"}
    both = await entries(client, category=["FHIR_Package", "FHIR_ValueSet"])
    assert len(packages) < len(both) < len(everything)
    assert {entry.fhir_version for entry in await entries(client, fhirVersion="5.0.0")} == {"5.0"}
    of_hcpcs = await entries(client, canonical=HCPCS)
    assert {entry.identifier for entry in of_hcpcs} == {HCPCS}
    assert len(await entries(client, canonical=f"{HCPCS}|2025-10")) == 1
    assert await entries(client, canonical=HCPCS, category="FHIR_ValueSet") == ()


async def test_a_feed_that_is_held_is_not_sent_again(client: httpx.AsyncClient) -> None:
    answered = await client.get(FEED)
    held = {"If-None-Match": answered.headers["etag"]}
    assert (await client.get(FEED, headers=held)).status_code == 304
    assert (await client.get(FEED, headers=held, params={"category": "FHIR_Package"})).status_code == 200


@pytest.mark.parametrize("path", ["r4/CodeSystem-none.json", "r3/x.json", "r4/..%2f"])
async def test_what_is_not_there_is_an_outcome(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/syndication/{path}")).status_code == 404
