from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from terminology.library.syndication.atom import (
    ATOM,
    NCTS,
    PROFILE,
    NotAFeed,
    read_feed,
    write_feed,
)
from terminology.library.syndication.feeds import Feed, FeedEntry, Link

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)
LINK = Link("https://tx.example.org/a.tgz", "application/gzip", 17, "0" * 64)
PACKAGE = FeedEntry("urn:uuid:1", "HCPCS 2025-10", "FHIR_Package", "u:p", "u:p|2025.10.0", "4.0", NOON, link=LINK)
RETRACTED = FeedEntry("urn:uuid:2", "Gone", "FHIR_ValueSet_RETRACT", "u:v", "u:v|1", "4.0", NOON)


def feed(*entries: FeedEntry) -> bytes:
    return write_feed(Feed("urn:uuid:0", "A & B \x0b", "https://tx.example.org/feed.xml", "test", NOON, entries))


def test_a_feed_is_read_as_it_was_written() -> None:
    assert read_feed(feed(PACKAGE, RETRACTED)) == (PACKAGE, RETRACTED)


def test_a_feed_conforms_to_atom_and_ncts() -> None:
    root = etree.fromstring(feed(PACKAGE, RETRACTED))
    assert [child.tag for child in root[:6]] == [
        *(f"{{{ATOM}}}{name}" for name in ("id", "title", "updated", "generator", "link")),
        f"{{{NCTS}}}atomSyndicationFormatProfile",
    ]
    assert root.findtext(f"{{{NCTS}}}atomSyndicationFormatProfile") == PROFILE
    package, retracted = root.iterfind(f"{{{ATOM}}}entry")
    link = package.find(f"{{{ATOM}}}link")
    assert link is not None
    assert dict(link.attrib) == {
        "rel": "alternate",
        "type": "application/gzip",
        "href": LINK.href,
        "length": "17",
        f"{{{NCTS}}}sha256Hash": LINK.sha256,
    }
    for entry in (package, retracted):
        for name in ("id", "title", "updated", "author"):
            assert entry.find(f"{{{ATOM}}}{name}") is not None
    assert retracted.find(f"{{{ATOM}}}link") is None


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{}",
        b"<html/>",
        b'<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>',
        b'<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed xmlns="http://www.w3.org/2005/Atom"/>',
    ],
)
def test_an_invalid_feed_is_refused(document: bytes) -> None:
    with pytest.raises(NotAFeed):
        read_feed(document)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'length="17"', b'length="many"'),
        (b'length="17"', b""),
        (b'length="17"', b'length="' + b"9" * 5000 + b'"'),
        (LINK.sha256.encode(), b"short"),
        (LINK.sha256.encode(), b"/..//../tmp/".ljust(64, b"a")),  # it becomes the name of a file
        (b'rel="alternate"', b'rel="related"'),
        (b"u:p|2025.10.0", b""),
    ],
)
def test_an_entry_that_cannot_be_checked_is_left_out(old: bytes, new: bytes) -> None:
    assert read_feed(feed(PACKAGE, RETRACTED).replace(old, new, 1)) == (RETRACTED,)


@pytest.mark.parametrize("text", ["a\ufffeb", "a\uffffb", "a\ud800b", "a\x00b", "a\x0bb"])
def test_characters_invalid_in_xml_are_left_out_of_a_title(text: str) -> None:
    (entry,) = read_feed(feed(replace(PACKAGE, title=text)))
    assert entry.title == "ab"
