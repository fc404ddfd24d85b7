"""Reads large code systems in FHIR JSON, of hundreds of thousands of concepts, a few hundred at a time.

As one tree of dicts, such a text would take five times its size.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fhir_resources.batched_validation import BATCH_MEMBERS
from fhir_resources.code_system_parts import LONGEST_CHARACTERS
from fhir_resources.json_format import array_parts, loads_trusted_in_parts
from fhir_resources.json_window import ElementEnd, ElementStart
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept
from terminology.index.plain_concepts import PlainConcept
from terminology.library.compressed_text import CompressedText

LEFT_OUT = ("text", "contained")
CODINGS_LIMIT = 10_000  # cached for reuse

# The elements that most concepts have. A concept with others takes the general, slower path.
OF_CONCEPT = frozenset({"code", "display", "definition", "designation", "property", "concept"})
OF_PROPERTY: Mapping[str, str] = {
    "valueCode": "code",
    "valueString": "string",
    "valueInteger": "integer",
    "valueBoolean": "boolean",
    "valueDateTime": "dateTime",
}


Read = Callable[[dict[str, Any]], CodeSystem]
Place = Callable[[str], int | None]  # the ordinal of a code, None if it has one already
Add = Callable[[int, Concept | PlainConcept], None]


def read_header(text: CompressedText, read: Read) -> CodeSystemHeader:
    """The header of a validated resource; `read` parses a code system from JSON."""
    head = loads_trusted_in_parts(text.pieces(), "concept", _skip) if text.head is None else text.head
    return read({name: value for name, value in head.items() if name not in LEFT_OUT}).header


def _skip(_some: list[Any]) -> None:
    """Ignores concepts."""


def read_in_parts(pieces: Iterable[str], read: Read, place: Place, add: Add) -> Mapping[str, tuple[str, ...]]:
    """Adds the concepts of a validated resource; returns the parents that nesting implies.

    `place` is called with each code, in order, nested ones depth first. A code that is defined twice has every concept
    above it as a parent.
    """
    reader = _NestedReader(read, place, add)
    for part in array_parts(pieces, "concept", LONGEST_CHARACTERS, after="code"):
        if isinstance(part, ElementStart):
            reader.start(part.members)
        elif isinstance(part, ElementEnd):
            reader.end(part.members)
        else:
            reader.take(part)
    return reader.parents


class _NestedReader:
    """The concepts between `start` and `end` are below the one that these are about."""

    def __init__(self, read: Read, place: Place, add: Add) -> None:
        self.parents: dict[str, tuple[str, ...]] = {}
        self._read = read
        self._place = place
        self._add = add
        self._plain = PlainReader()
        self._open: list[tuple[int | None, dict[str, Any]]] = []
        self._one: dict[str, tuple[str]] = {}  # as siblings share it

    @property
    def _above(self) -> str | None:
        return self._open[-1][1]["code"] if self._open else None

    def start(self, members: dict[str, Any]) -> None:
        self._open.append((self._placed(members["code"], self._above), members))

    def end(self, members: dict[str, Any]) -> None:
        ordinal, before = self._open.pop()
        if ordinal is not None:
            self._add_all([(ordinal, before | members)])

    def take(self, some: list[Any]) -> None:
        walked = ((self._placed(item["code"], above), item) for item, above in _walk(some, self._above))
        self._add_all((ordinal, item) for ordinal, item in walked if ordinal is not None)

    def _add_all(self, items: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """The concepts, without nested ones, of different codes."""
        uncommon: list[tuple[int, dict[str, Any]]] = []
        for ordinal, item in items:
            concept = self._plain.read(item)
            if concept is None:
                uncommon.append((ordinal, {name: value for name, value in item.items() if name != "concept"}))
            else:
                self._add(ordinal, concept)
        if uncommon:
            part = self._read(BATCH_MEMBERS | {"concept": [item for _, item in uncommon]})
            for (ordinal, _), found in zip(uncommon, part.concepts, strict=True):
                self._add(ordinal, found)

    def _placed(self, code: str, above: str | None) -> int | None:
        if above is not None:
            others = self.parents.get(code)
            if others is None:
                self.parents[code] = self._one.setdefault(above, (above,))
            elif above not in others:
                self.parents[code] = (*others, above)
        return self._place(code)


def _walk(some: Iterable[dict[str, Any]], above: str | None) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Each concept with the code that it is below, depth first."""
    for item in some:
        yield item, above
        if below := item.get("concept"):
            yield from _walk(below, item["code"])


class _UncommonElement(Exception):
    """An element has members that the fast path does not handle."""


class PlainReader:
    """Reads concepts that have only common elements; equal codings share one object."""

    def __init__(self) -> None:
        self._codings: dict[tuple[tuple[str, Any], ...], Coding] = {}  # by their JSON
        self._last: tuple[Mapping[str, Any] | None, Coding] = None, Coding()

    def read(self, json: Mapping[str, Any]) -> PlainConcept | None:
        """The concept; None if it has uncommon elements."""
        if not json.keys() <= OF_CONCEPT:
            return None
        try:
            designations = [self._designation(item) for item in json.get("designation", ())]
            properties = [_property(item) for item in json.get("property", ())]
        except _UncommonElement:
            return None
        return PlainConcept(json["code"], json.get("display"), json.get("definition"), designations, properties)

    def _designation(self, json: Mapping[str, Any]) -> tuple[str, str | None, Coding | None]:
        value, language, use = json.get("value"), json.get("language"), json.get("use")
        if value is None or len(json) != 1 + (language is not None) + (use is not None):
            raise _UncommonElement
        return value, language, None if use is None else self._coding(use)

    def _coding(self, json: Mapping[str, Any]) -> Coding:
        if json == self._last[0]:  # faster than hashing, and often true
            return self._last[1]
        try:
            written = tuple(json.items())
            coding = self._codings.get(written)
        except TypeError:  # not hashable: it has an element inside
            raise _UncommonElement from None
        if coding is None:
            coding = _new_coding(json)
            if len(self._codings) < CODINGS_LIMIT:
                self._codings[written] = coding
        self._last = json, coding
        return coding


def _new_coding(json: Mapping[str, Any]) -> Coding:
    key = (json.get("system"), json.get("code"), json.get("version"), json.get("display"))
    if len(json) != 4 - key.count(None):
        raise _UncommonElement
    return Coding(*key)


def _property(json: Mapping[str, Any]) -> tuple[str, str, str | bool | int]:
    name = ""
    for name in json:
        if name != "code":
            break
    type_ = OF_PROPERTY.get(name)
    if len(json) != 2 or type_ is None or json[name] is None:
        raise _UncommonElement
    return json["code"], type_, json[name]
