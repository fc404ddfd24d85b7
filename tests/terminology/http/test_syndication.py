import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import pytest
from lxml import etree

from fhir_resources.packages import read_package
from terminology.library.syndication.atom import ATOM, NCTS, PROFILE, SCHEME, read_feed
from terminology.library.syndication.feeds import FeedEntry

Check = Callable[[httpx.Response], dict[str, Any]]
FEED = "/syndication/feed.xml"
NAMES = {"a": ATOM, "ncts": NCTS}
ONCE_A_FEED = (
    "a:id",
    "a:title",
    "a:updated",
    "a:generator",
    "a:link[@rel='self']",
    "ncts:atomSyndicationFormatProfile",
)
ONCE_AN_ENTRY = (
    *(f"a:{name}" for name in ("id", "title", "summary", "published", "updated", "author", "category")),
    *(f"ncts:{name}" for name in ("contentItemIdentifier", "contentItemVersion", "fhirVersion")),
)
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


@pytest.mark.parametrize("query", ["bogus=1", "category=FHIR_Package&Canonical=x", "fhirVersion=3.0", "fhirVersion="])
async def test_a_filter_that_is_not_known_is_refused_and_not_ignored(client: httpx.AsyncClient, query: str) -> None:
    answered = await client.get(f"{FEED}?{query}")
    assert answered.status_code == 400
    issue, *_ = answered.json()["issue"]
    known = "Known: category, canonical, fhirVersion" if "ersion" not in query else "fhirVersion is 4.0 or 5.0"
    assert known in issue["details"]["text"]


async def test_a_cached_feed_is_not_sent_again(client: httpx.AsyncClient) -> None:
    answered = await client.get(FEED)
    held = {"If-None-Match": answered.headers["etag"]}
    assert (await client.get(FEED, headers=held)).status_code == 304
    assert (await client.get(FEED, headers=held, params={"category": "FHIR_Package"})).status_code == 200


@pytest.mark.parametrize("path", ["r4/CodeSystem-none.json", "r3/x.json", "r4/..%2f"])
async def test_missing_content_is_answered_with_an_outcome(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/syndication/{path}")).status_code == 404


async def test_the_feed_conforms_to_atom_and_ncts(client: httpx.AsyncClient) -> None:
    """RFC 4287 and the FHIR syndication guide: elements required once, at least once, at most once."""
    feed = etree.fromstring((await client.get(FEED)).content)
    assert {name: len(feed.findall(name, NAMES)) for name in ONCE_A_FEED} == dict.fromkeys(ONCE_A_FEED, 1)
    assert feed.findtext("ncts:atomSyndicationFormatProfile", namespaces=NAMES) == PROFILE
    updates = []
    for entry in feed.findall("a:entry", NAMES):
        assert {name: len(entry.findall(name, NAMES)) for name in ONCE_AN_ENTRY} == dict.fromkeys(ONCE_AN_ENTRY, 1)
        relations = [link.get("rel") for link in entry.findall("a:link", NAMES)]
        assert (relations.count("alternate"), set(relations) <= {"alternate", "related"}) == (1, True)
        assert entry.findtext("a:id", namespaces=NAMES).startswith("urn:uuid:")
        assert entry.find("a:category", NAMES).get("scheme") == SCHEME
        assert len(entry.findtext("ncts:fhirVersion", namespaces=NAMES)) <= 5
        for name in ("a:updated", "a:published"):
            assert datetime.fromisoformat(entry.findtext(name, namespaces=NAMES)).tzinfo
        identifier, version = (
            entry.findtext(f"ncts:contentItem{x}", namespaces=NAMES) for x in ("Identifier", "Version")
        )
        assert version.partition("|")[0] == identifier
        updates.append(entry.findtext("a:updated", namespaces=NAMES))
    assert max(updates) == feed.findtext("a:updated", namespaces=NAMES)


async def test_a_download_resumes_where_it_was_interrupted(client: httpx.AsyncClient) -> None:
    entry = (await entries(client, category="FHIR_Package"))[0]
    assert entry.link
    path = entry.link.href.replace("https://tx.example.org", "")
    complete = await client.get(path)
    rest = await client.get(path, headers={"Range": "bytes=1000-"})
    assert (rest.status_code, rest.content) == (206, complete.content[1000:])
    assert rest.headers["content-range"] == f"bytes 1000-{len(complete.content) - 1}/{len(complete.content)}"
    beyond = await client.get(path, headers={"Range": f"bytes={len(complete.content)}-"})
    assert beyond.status_code == 416
    for other in ({"Range": "bytes=0-9"}, {"Range": "lines=1-"}, {"Range": "bytes=9-", "If-Range": '"other"'}):
        assert (await client.get(path, headers=other)).content == complete.content
