"""Large code systems that came as FHIR JSON, of hundreds of thousands of concepts: read in parts, kept small.

As one tree of dicts such a text takes five times its own size, and its codings and languages are the same throughout.
"""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from fhir_resources.json_format import walk
from terminology.core.model import CodeSystem, Coding, Concept, Designation, Property

LARGE_CHARACTERS = 8_000_000
READ_AT_ONCE = 500  # concepts
PACKED_AT_ONCE = 1_000_000  # characters
EFFORT = 1  # zlib's: such texts repeat themselves so much that more gains little
LEFT_OUT = ("text", "contained")


class PackedText:
    """A text that is seldom read."""

    __slots__ = ("_packed",)

    def __init__(self, text: str) -> None:
        packer = zlib.compressobj(EFFORT)
        starts = range(0, len(text), PACKED_AT_ONCE)
        parts = [packer.compress(text[start : start + PACKED_AT_ONCE].encode()) for start in starts]
        self._packed = b"".join((*parts, packer.flush()))

    def unpack(self) -> str:
        return zlib.decompress(self._packed).decode()


def read_in_parts(text: str, read: Callable[[dict[str, Any]], Any]) -> CodeSystem:
    """The code system of a resource that was judged before; `read` makes one of its JSON with some of its concepts.

    A code that is defined twice keeps its first definition and is below every concept it was found under.
    """
    head = {name: value for name, value in walk(text, "concept") if name is not None and name not in LEFT_OUT}
    shared = Shared()
    concepts: dict[str, Concept] = {}
    parents: dict[str, tuple[str, ...]] = {}
    for some in _parts(element for name, element in walk(text, "concept") if name is None):
        part: CodeSystem = read(head | {"concept": some})
        for concept in part.concepts:
            if concept.code not in concepts:
                concepts[concept.code] = shared.concept(concept)
        for code, above in part.parents.items():
            parents[code] = tuple(dict.fromkeys((*parents.get(code, ()), *above)))
    return CodeSystem(read(head).header, tuple(concepts.values()), parents)


def _parts(elements: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(elements)
    while some := list(islice(iterator, READ_AT_ONCE)):
        yield some


class Shared:
    """Equal parts of concepts as one object each."""

    def __init__(self) -> None:
        self._codings: dict[Coding, Coding] = {}
        self._properties: dict[Property, Property] = {}

    def concept(self, concept: Concept) -> Concept:
        return replace(
            concept,
            designations=tuple([self._designation(item) for item in concept.designations]),
            properties=tuple([self._property(item) for item in concept.properties]),
        )

    def _designation(self, item: Designation) -> Designation:
        language = sys.intern(item.language) if item.language else None
        use = self._codings.setdefault(item.use, item.use) if item.use else None
        return Designation(item.value, language, use, item.additional_uses, item.extensions)

    def _property(self, item: Property) -> Property:
        if item.value.type == "decimal":  # equal numbers may be written with more digits or fewer
            return item
        return self._properties.setdefault(item, item)
