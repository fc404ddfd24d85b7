"""Reads large code systems in FHIR JSON, of hundreds of thousands of concepts, a few hundred at a time.

As one tree of dicts, such a text would take five times its size.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from fhir_resources.batched_validation import BATCH_MEMBERS
from fhir_resources.json_format import loads_trusted_in_parts
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept
from terminology.index.plain_concepts import PlainConcept
from terminology.library.compressed_text import CompressedText

LEFT_OUT = ("text", "contained")
CODINGS_LIMIT = 10_000  # cached for reuse

# The elements that most concepts have. A concept with others, such as nested ones, takes the general, slower path.
OF_CONCEPT = frozenset({"code", "display", "definition", "designation", "property"})
OF_PROPERTY: Mapping[str, str] = {
    "valueCode": "code",
    "valueString": "string",
    "valueInteger": "integer",
    "valueBoolean": "boolean",
    "valueDateTime": "dateTime",
}


Read = Callable[[dict[str, Any]], CodeSystem]


def read_header(text: CompressedText, read: Read) -> CodeSystemHeader:
    """The header of a validated resource; `read` parses a code system from JSON."""
    head = loads_trusted_in_parts(text.pieces(), "concept", _skip) if text.head is None else text.head
    return read({name: value for name, value in head.items() if name not in LEFT_OUT}).header


def _skip(_some: list[Any]) -> None:
    """Ignores concepts."""


def read_in_parts(
    pieces: Iterable[str], read: Read, add: Callable[[Iterable[Concept | PlainConcept]], None]
) -> Mapping[str, tuple[str, ...]]:
    """Calls `add` with the concepts in order, nested ones depth first; returns the parents that nesting implies.

    A code that is defined twice is added twice, with every concept above it as a parent.
    """
    plain = PlainReader()
    parents: dict[str, tuple[str, ...]] = {}

    def take(some: list[Any]) -> None:
        for is_plain, group in groupby(((plain.read(item), item) for item in some), lambda pair: pair[0] is not None):
            if is_plain:
                add(concept for concept, _ in group if concept)
                continue
            part = read(BATCH_MEMBERS | {"concept": [item for _, item in group]})
            add(part.concepts)
            for code, above in part.parents.items():
                parents[code] = tuple(dict.fromkeys((*parents.get(code, ()), *above)))

    loads_trusted_in_parts(pieces, "concept", take)
    return parents


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
