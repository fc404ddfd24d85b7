"""The properties of a concept with the meanings of their values, as `$lookup` returns them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from terminology.core.catalogue import Catalogue
from terminology.core.languages import Languages, best_display
from terminology.core.model import Concept, Property, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.results import DescribedProperty
from terminology.core.status import is_inactive
from terminology.core.supplements import Supplement
from terminology.core.timelines import Dated

EVERYTHING = "*"
MAX_CACHED = 4096  # the same as in index/concept_codec.py, which shares Property objects
INACTIVE = {flag: Property("inactive", Value("boolean", flag)) for flag in (False, True)}


class Describer:
    """Describes the properties of one code system; a property shared by several concepts is described once."""

    def __init__(self, catalogue: Catalogue, code_system: CodeSystemProvider, languages: Languages) -> None:
        self._catalogue = catalogue
        self._code_system = code_system
        self._languages = languages
        self._described: dict[int, tuple[Property, DescribedProperty]] = {}  # by id of the property, which is held

    def properties(
        self, concept: Concept, asked: tuple[str, ...], supplements: tuple[Supplement, ...]
    ) -> Sequence[DescribedProperty]:
        """The requested properties, or all; each with the supplement that states it."""
        items: Sequence[Property] = (*concept.properties, *self._implied(concept))
        if asked and EVERYTHING not in asked:
            items = [item for item in items if item.code in asked]
        known = self._described
        described = [(known.get(id(item)) or self._describe(item))[1] for item in items]
        return self._with_sources(described, items, concept.code, supplements) if supplements else described

    def _with_sources(
        self,
        described: Sequence[DescribedProperty],
        items: Sequence[Property],
        code: str,
        supplements: tuple[Supplement, ...],
    ) -> Sequence[DescribedProperty]:
        stated = {
            item: supplement.header.canonical
            for supplement in reversed(supplements)
            if (added := supplement.find(code))
            for item in added.properties
        }
        if not stated:
            return described
        return [
            replace(each, source=stated[item]) if item in stated else each
            for each, item in zip(described, items, strict=True)
        ]

    def added(
        self, companions: Iterable[Dated[Supplement]], code: str, asked: tuple[str, ...]
    ) -> Iterator[DescribedProperty]:
        """The properties from dated supplements, each with the supplement's canonical as its source."""
        for companion in companions:
            supplement = companion.item
            concept = supplement.find(code)
            for item in concept.properties if concept else ():
                if not asked or EVERYTHING in asked or item.code in asked:
                    definition = supplement.code_system.header.find_property(item.code)
                    description = self._meaning(definition.code_system if definition else None, item)
                    yield DescribedProperty(item.code, item.value, description, supplement.header.canonical)

    def _describe(self, item: Property) -> tuple[Property, DescribedProperty]:
        if len(self._described) >= MAX_CACHED:
            self._described.clear()
        described = DescribedProperty(item.code, item.value, self._description(item))
        known = self._described[id(item)] = item, described
        return known

    def _description(self, item: Property) -> str | None:
        """The meaning of a coded value: the display of the code in its own code system."""
        if item.code in ("parent", "child"):
            return self._display(self._code_system, item)
        definition = self._code_system.header.find_property(item.code)
        return self._meaning(definition.code_system if definition else None, item)

    def _meaning(self, system: str | None, item: Property) -> str | None:
        explaining = self._catalogue.find_code_system(system) if system else None
        return self._display(explaining, item) if explaining else None

    def _display(self, explaining: CodeSystemProvider, item: Property) -> str | None:
        concept = explaining.locate(str(item.value.content))
        return best_display(explaining.header, concept, self._languages) if concept else None

    def _implied(self, concept: Concept) -> list[Property]:
        """Properties implied but not stated: the hierarchy, and whether the concept is inactive."""
        stated = [item.code for item in concept.properties]
        code_system = self._code_system
        implied = [] if "inactive" in stated else [INACTIVE[is_inactive(code_system.header, concept)]]
        for name, codes in (
            ("parent", code_system.parents(concept.code)),
            ("child", code_system.children(concept.code)),
        ):
            if codes and name not in stated:
                implied += [Property(name, Value("code", code)) for code in codes]
        return implied
