"""Large code systems that came as FHIR JSON, of hundreds of thousands of concepts: read in parts, kept small.

As one tree of dicts such a text takes five times its own size, and its codings and languages are the same throughout.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from fhir_resources.json_format import loads_again_in_parts
from fhir_resources.judging_in_parts import STATED
from terminology.core.model import CodeSystem, Coding, Concept, Designation, Property, Value

LEFT_OUT = ("text", "contained")

# What most concepts say. One that says more is read as any resource is, which takes three times as long.
OF_CONCEPT = frozenset({"code", "display", "definition", "designation", "property"})
OF_PROPERTY: Mapping[str, str] = {
    "valueCode": "code",
    "valueString": "string",
    "valueInteger": "integer",
    "valueBoolean": "boolean",
    "valueDateTime": "dateTime",
}


def read_in_parts(pieces: Iterable[str], read: Callable[[dict[str, Any]], Any]) -> CodeSystem:
    """The code system of a resource that was judged before; `read` makes one of its JSON with some of its concepts.

    A code that is defined twice keeps its first definition and is below every concept it was found under.
    """
    shared = Shared()
    concepts: dict[str, Concept] = {}
    parents: dict[str, tuple[str, ...]] = {}

    def take(some: list[Any]) -> None:
        for is_plain, group in groupby(((shared.plain(item), item) for item in some), lambda pair: pair[0] is not None):
            if is_plain:
                keep(concept for concept, _ in group if concept)
                continue
            part: CodeSystem = read(STATED | {"concept": [item for _, item in group]})
            keep(map(shared.concept, part.concepts))
            for code, above in part.parents.items():
                parents[code] = tuple(dict.fromkeys((*parents.get(code, ()), *above)))

    def keep(found: Iterable[Concept]) -> None:
        for concept in found:
            concepts.setdefault(concept.code, concept)

    head = loads_again_in_parts(pieces, "concept", take)
    header = read({name: value for name, value in head.items() if name not in LEFT_OUT}).header
    return CodeSystem(header, tuple(concepts.values()), parents)


class _SaysMore(Exception):
    """An element says more than most do."""


class Shared:
    """Equal parts of concepts as one object each."""

    def __init__(self) -> None:
        self._codings: dict[Coding, Coding] = {}
        self._plain_codings: dict[tuple[str | None, ...], Coding] = {}
        self._properties: dict[Property, Property] = {}
        self._plain_properties: dict[tuple[str, str, str | int | bool], Property] = {}

    def plain(self, json: Mapping[str, Any]) -> Concept | None:
        """The concept, read in haste; None = it says more than most do."""
        if not json.keys() <= OF_CONCEPT:
            return None
        try:
            designations = tuple([self._plain_designation(item) for item in json.get("designation", ())])
            properties = tuple([self._plain_property(item) for item in json.get("property", ())])
        except _SaysMore:
            return None
        return Concept(json["code"], json.get("display"), json.get("definition"), designations, properties)

    def _plain_designation(self, json: Mapping[str, Any]) -> Designation:
        value, language, use = json.get("value"), json.get("language"), json.get("use")
        if value is None or len(json) != 1 + (language is not None) + (use is not None):
            raise _SaysMore
        language = sys.intern(language) if language else None
        return Designation(value, language, None if use is None else self._plain_coding(use))

    def _plain_coding(self, json: Mapping[str, Any]) -> Coding:
        key = (json.get("system"), json.get("code"), json.get("version"), json.get("display"))
        if len(json) != 4 - key.count(None):
            raise _SaysMore
        coding = self._plain_codings.get(key)
        if coding is None:
            coding = self._plain_codings[key] = self._coding(Coding(*key))
        return coding

    def _plain_property(self, json: Mapping[str, Any]) -> Property:
        name = next((name for name in json if name != "code"), "")
        type_ = OF_PROPERTY.get(name)
        if len(json) != 2 or type_ is None or json[name] is None:
            raise _SaysMore
        key = (json["code"], name, json[name])
        found = self._plain_properties.get(key)
        if found is None:
            found = self._plain_properties[key] = self._property(Property(key[0], Value(type_, key[2])))
        return found

    def concept(self, concept: Concept) -> Concept:
        return replace(
            concept,
            designations=tuple([self._designation(item) for item in concept.designations]),
            properties=tuple([self._property(item) for item in concept.properties]),
        )

    def _designation(self, item: Designation) -> Designation:
        language = sys.intern(item.language) if item.language else None
        use = self._coding(item.use) if item.use else None
        return Designation(item.value, language, use, item.additional_uses, item.extensions)

    def _coding(self, item: Coding) -> Coding:
        return self._codings.setdefault(item, item)

    def _property(self, item: Property) -> Property:
        if item.value.type == "decimal":  # equal numbers may be written with more digits or fewer
            return item
        return self._properties.setdefault(item, item)
