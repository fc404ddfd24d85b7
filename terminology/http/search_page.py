"""A page of a search, bounded by its bytes: small ones at once, larger ones made while they are sent.

Where the page ends is known when it is full, so in what is sent in pieces the links stand behind the entries.
Source: https://hl7.org/fhir/R5/http.html#paging.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fhir_resources import json_format
from fhir_resources.bundle import links_of, match_entry, searchset
from fhir_resources.code_system_parts import CodeSystemParts, gathered
from fhir_resources.elements import Json, members

AT_ONCE_BYTES = 256 * 1024  # a smaller page is one piece
PAGE_BYTES = 8 * 1024 * 1024  # a page ends with the resource that makes it so large

Links = Callable[[int], dict[str, str]]  # from how many resources are shown to the addresses by relation


@dataclass(frozen=True, slots=True)
class Match:
    """One resource of the page: `make` gives it whole, `make_parts` in parts if it is large."""

    full_url: str
    make: Callable[[], Json]
    make_parts: Callable[[], CodeSystemParts | None]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`matches` are those that were asked for, of which the page shows as many as fit; `outcome` is an entry of its own
    for what was not understood.
    """

    matches: Sequence[Match]
    total: int
    links: Links
    outcome: Json | None = None

    def find_small(self, check_deadline: Callable[[], None]) -> Json | None:
        """The page as a whole; None if it is large."""
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
        """The page as JSON text, each resource made when those before it were taken."""
        return gathered(self._text())

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
