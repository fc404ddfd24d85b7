"""A page of search results, limited in bytes: small ones are built at once, larger ones streamed.

The end of the page is known only once it is full, so streamed JSON has the links after the entries. XML requires them
first, so there the size of all matches but the last is determined beforehand. Source:
https://hl7.org/fhir/R5/http.html#paging.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fhir_resources import json_format, xml
from fhir_resources.bundle import links_of, match_entry, searchset
from fhir_resources.code_system_parts import CodeSystemParts, in_chunks
from fhir_resources.elements import Json, members
from fhir_resources.version import FhirVersion

AT_ONCE_BYTES = 256 * 1024  # a smaller page is not streamed
PAGE_BYTES = 8 * 1024 * 1024  # a page ends with the resource that exceeds this

Links = Callable[[int], dict[str, str]]  # maps the number of resources shown to addresses by relation


@dataclass(frozen=True, slots=True)
class Match:
    """One resource of the page: `make` returns it whole, `make_parts` in parts if it is large."""

    full_url: str
    make: Callable[[], Json]
    make_parts: Callable[[], CodeSystemParts | None]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`matches` are the requested ones, of which the page shows as many as fit; `outcome` is an extra entry about
    ignored parameters.
    """

    matches: Sequence[Match]
    total: int
    links: Links
    outcome: Json | None = None

    def find_small(self, check_deadline: Callable[[], None]) -> Json | None:
        """The complete page; None if it is large."""
        made: list[tuple[str, Json]] = []
        size_bytes = 0
        for match in self.matches:
            check_deadline()
            if match.make_parts() is not None:
                return None
            made.append((match.full_url, match.make()))
            size_bytes += len(json_format.dumps(made[-1][1]))
            if size_bytes > AT_ONCE_BYTES:
                return None
        bundle = searchset(made, self.total, self.links(len(made)))
        return {**bundle, "entry": [*bundle.get("entry", ()), self.outcome]} if self.outcome else bundle

    def text(self) -> Iterator[bytes]:
        """The page as JSON text; each resource is generated once the previous ones were read."""
        return in_chunks(self._text())

    def xml(self, version: FhirVersion) -> Iterator[bytes]:
        """The page as an XML document; it ends with the same resource as the page in JSON."""
        return in_chunks(self._xml(version))

    def _xml(self, version: FhirVersion) -> Iterator[bytes]:
        shown = self._count_shown()
        begin, end = xml.begin_and_end(searchset((), self.total, self.links(shown)), version)
        yield begin
        for match in self.matches[:shown]:
            yield from _xml_entry(match, version)
        if self.outcome:
            yield xml.fragment({"entry": [self.outcome]}, "Bundle", version)
        yield end

    def _count_shown(self) -> int:
        shown = size_bytes = 0
        for match in self.matches[:-1]:
            if size_bytes >= PAGE_BYTES:
                break
            size_bytes += sum(map(len, _entry(match)))
            shown += 1
        return shown if size_bytes >= PAGE_BYTES else len(self.matches)

    def _text(self) -> Iterator[bytes]:
        head = members(resourceType="Bundle", type="searchset", total=self.total)
        yield json_format.dumps(head).removesuffix(b"}") + b',"entry":['
        shown = size_bytes = 0
        for match in self.matches:
            if size_bytes >= PAGE_BYTES:
                break
            yield b"," if shown else b""
            for piece in _entry(match):
                size_bytes += len(piece)
                yield piece
            shown += 1
        if self.outcome:
            yield (b"," if shown else b"") + json_format.dumps(self.outcome)
        yield b'],"link":' + json_format.dumps(links_of(self.links(shown))) + b"}"


def _entry(match: Match) -> Iterator[bytes]:
    parts = match.make_parts()
    if parts is None:
        yield json_format.dumps(match_entry(match.full_url, match.make()))
        return
    begin, _, end = json_format.dumps(match_entry(match.full_url, {})).rpartition(b"{}")
    yield begin
    yield from parts.text()
    yield end


def _xml_entry(match: Match, version: FhirVersion) -> Iterator[bytes]:
    parts = match.make_parts()
    resource = match.make() if parts is None else parts.head
    entry = xml.fragment({"entry": [match_entry(match.full_url, resource)]}, "Bundle", version)
    if parts is None:
        yield entry
        return
    begin, tag, end = entry.rpartition(f"</{resource['resourceType']}>".encode())
    yield begin
    yield from parts.xml_concepts(version)
    yield tag + end
