"""Writes and reads the Atom feed format of NCTS (Australia's National Clinical Terminology Service).

Sources: RFC 4287; the FHIR syndication guide, https://github.com/FHIR/fhir-syndication-ig. Feeds come from other
servers, so the parser fetches nothing from them and ignores what it does not understand.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from terminology.library.syndication.feeds import JSON_TYPE, MEDIA_TYPE, PACKAGE, Feed, FeedEntry, Link, is_retracted

ATOM = "http://www.w3.org/2005/Atom"
NCTS = "http://ns.electronichealth.net.au/ncts/syndication/asf/extensions/1.0.0"
SHA256, LENGTH = re.compile("[0-9a-f]{64}"), re.compile("[0-9]{1,15}")  # they become file names and sizes
PROFILE = "http://ns.electronichealth.net.au/ncts/syndication/asf/profile/1.0.0"
SCHEME = "http://ns.electronichealth.net.au/ncts/syndication/asf/scheme/1.0.0"


class NotAFeed(Exception):
    """The document is not an Atom feed. The message is one sentence."""


def write_feed(feed: Feed) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "ncts": NCTS})  # type: ignore[dict-item]
    _add(root, ATOM, "id", feed.id)
    _add(root, ATOM, "title", feed.title)
    _add(root, ATOM, "updated", _instant(feed.updated))
    _add(root, ATOM, "generator", feed.generator)
    _add(root, ATOM, "link", None, rel="self", href=feed.address, type=MEDIA_TYPE)
    _add(root, NCTS, "atomSyndicationFormatProfile", PROFILE)
    for entry in feed.entries:
        _write_entry(etree.SubElement(root, f"{{{ATOM}}}entry"), entry)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _write_entry(element: etree._Element, entry: FeedEntry) -> None:
    _add(element, ATOM, "id", entry.id)
    _add(element, ATOM, "title", entry.title)
    if entry.link:
        attributes = {f"{{{NCTS}}}sha256Hash": entry.link.sha256, "length": str(entry.link.length)}
        _add(element, ATOM, "link", None, rel="alternate", type=entry.link.type, href=entry.link.href, **attributes)
    for address in entry.holds:
        _add(element, ATOM, "link", None, rel="related", type=JSON_TYPE, href=address)
    _add(element, ATOM, "category", None, term=entry.term, label=entry.term.replace("_", " "), scheme=SCHEME)
    author = etree.SubElement(element, f"{{{ATOM}}}author")
    _add(author, ATOM, "name", entry.author or "unknown")
    if entry.rights:
        _add(element, ATOM, "rights", entry.rights)
    _add(element, ATOM, "summary", entry.summary or entry.title)
    _add(element, ATOM, "published", entry.published or _instant(entry.updated))
    _add(element, ATOM, "updated", _instant(entry.updated))
    _add(element, NCTS, "contentItemIdentifier", entry.identifier)
    _add(element, NCTS, "contentItemVersion", entry.version)
    _add(element, NCTS, "fhirVersion", entry.fhir_version)


def _add(parent: etree._Element, namespace: str, name: str, text: str | None, **attributes: str) -> None:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = None if text is None else "".join(character for character in text if _is_xml(character))


def _is_xml(character: str) -> bool:
    """Source: https://www.w3.org/TR/xml/#charsets"""
    return (
        character in "\t\n\r" or " " <= character < "\ud800" or "\ue000" <= character < "\ufffe" or character > "\uffff"
    )


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_feed(document: bytes) -> tuple[FeedEntry, ...]:
    """The entries that state what they are and, unless they retract, the link, length and checksum.

    Raises NotAFeed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        raise NotAFeed(f"it is not XML: {error.msg}") from None
    if root.tag != f"{{{ATOM}}}feed" or b"<!DOCTYPE" in document:
        raise NotAFeed("it is not an Atom feed")
    return tuple(entry for element in root.iterfind(f"{{{ATOM}}}entry") for entry in _read_entry(element))


def _read_entry(element: etree._Element) -> Iterator[FeedEntry]:
    term = next((item.get("term", "") for item in element.iterfind(f"{{{ATOM}}}category")), "")
    link = next(_read_links(element), None)
    identifier, version = _text(element, NCTS, "contentItemIdentifier"), _text(element, NCTS, "contentItemVersion")
    if not (term and version and (link or is_retracted(term))):
        return
    yield FeedEntry(
        id=_text(element, ATOM, "id"),
        title=_text(element, ATOM, "title"),
        term=term,
        identifier=identifier,
        version=version,
        fhir_version=_text(element, NCTS, "fhirVersion"),
        updated=_moment(_text(element, ATOM, "updated")),
        link=link,
        holds=tuple(_related(element)) if term == PACKAGE else (),
    )


def _read_links(element: etree._Element) -> Iterator[Link]:
    for link in element.iterfind(f"{{{ATOM}}}link"):
        length, sha256 = link.get("length", ""), link.get(f"{{{NCTS}}}sha256Hash", "").lower()
        if (
            link.get("rel") == "alternate"
            and link.get("href")
            and LENGTH.fullmatch(length)
            and SHA256.fullmatch(sha256)
        ):
            yield Link(link.get("href", ""), link.get("type", ""), int(length), sha256)


def _related(element: etree._Element) -> Iterator[str]:
    return (link.get("href", "") for link in element.iterfind(f"{{{ATOM}}}link") if link.get("rel") == "related")


def _text(element: etree._Element, namespace: str, name: str) -> str:
    found = element.find(f"{{{namespace}}}{name}")
    return (found.text or "").strip() if found is not None else ""


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
