"""ConceptMap/$translate: what a code is in another code system, according to the loaded concept maps.

A map is read forward, from a source code to its targets, or in reverse, from a target code to its sources. A map may
also define the target of every code without an element (`unmapped`); that has no reverse, because those codes cannot
be enumerated.
Sources: https://hl7.org/fhir/R5/conceptmap-operation-translate.html, https://hl7.org/fhir/R5/conceptmap.html and, for
scopes and delegation, https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ ($translate).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import NOT_RELATED, ConceptMap, Element, Group, Target, Unmapped
from terminology.core.model import Coding
from terminology.core.requests import TranslateRequest
from terminology.core.results import Mapping, TranslateResult
from terminology.operations.translation.conditions import Conditions, is_same_system
from terminology.operations.translation.maps import MapsInForce
from terminology.operations.translation.scopes import Notes, Scopes

UNSPECIFIED = "related-to"  # the weakest relationship, for a map that states none


def _intended(catalogue: Catalogue, request: TranslateRequest) -> Iterator[str]:
    """Hints about the code system meant by an unknown url, such as HCPCS or a bare OID."""
    for system in dict.fromkeys(coding.system for coding in request.codings if coding.system):
        if not catalogue.has_code_system(system) and (intended := catalogue.intended_system(system)):
            yield f"The code system '{system}' is not known. Use '{intended}'"


def translate(catalogue: Catalogue, request: TranslateRequest) -> TranslateResult:
    """Every mapping of the codings, in the order of codings, maps and elements; without any, a message says why.

    A conditional mapping (dependsOn) is left out if the request's dependencies contradict it, and returned with its
    condition if they do not cover it. Raises UnknownConceptMap for a requested map that is not loaded.
    """
    return _Translation(catalogue, request).result()


class _Translation:
    def __init__(self, catalogue: Catalogue, request: TranslateRequest) -> None:
        self.catalogue = catalogue
        self.request = request
        self.context = request.context
        self.used_maps: dict[str, None] = {}  # maps that unmapped codes were delegated to
        self.entered: dict[str, None] = {}  # maps with a group between the requested systems
        self.notes: Notes = dict.fromkeys((*_notices(catalogue, request), *_intended(catalogue, request)))
        self.maps = MapsInForce(catalogue, request.context.days)
        self.scopes = Scopes(catalogue, request, self.notes)
        self.conditions = Conditions(catalogue, request.dependencies, self.scopes, self.notes)

    def result(self) -> TranslateResult:
        maps = self.maps.find(self.request.concept_map)
        codings = [self._as_written(maps, self._as_in_code_system(coding)) for coding in self.request.codings]
        found = [item for coding in codings for concept_map in maps for item in self._mappings(concept_map, coding)]
        # A map that another one delegates to answers through that one, not a second time by itself.
        mappings = tuple(item for item in found if len(maps) == 1 or item.origin_map not in self.used_maps)
        result = TranslateResult(tuple(dict.fromkeys(mappings)), tuple(self.used_maps))
        return TranslateResult(result.mappings, result.used_maps, self._message(result, codings))

    def _as_in_code_system(self, coding: Coding) -> Coding:
        """The coding in the spelling of its code system, if that is loaded."""
        system = self.catalogue.canonical_system(coding.system or "")
        code_system = self.catalogue.find_code_system(system, coding.version)
        concept = code_system.locate(coding.code or "") if code_system else None
        return Coding(system, concept.code if concept else coding.code, coding.version, coding.display)

    def _as_written(self, maps: tuple[ConceptMap, ...], coding: Coding) -> Coding:
        """The coding in the form in which the maps write its code, for codes that people write in several forms.

        If the text may stand for several codes in the maps, it is unchanged.
        """
        text = coding.code or ""
        candidates = self.catalogue.candidate_codes(coding.system or "", text)
        if candidates == (text,):
            return coding
        named = self._named(maps, coding, {text, *candidates})
        if text in named:
            return coding
        found = tuple(code for code in candidates if code in named) or candidates
        if len(named) > 1:
            which = " or ".join(found)
            self.notes[f"'{text}' may stand for {which}: use the one you mean"] = None
        return replace(coding, code=found[0]) if len(found) == 1 else coding

    def _named(self, maps: tuple[ConceptMap, ...], coding: Coding, codes: set[str]) -> set[str]:
        """The codes that occur in elements of the maps."""
        named: set[str] = set()
        for group in (group for concept_map in maps for group in concept_map.groups):
            if self._joins(self._side(group), coding):
                is_named = group.names_target if self.request.is_reverse else group.names_source
                named |= {code for code in codes if is_named(code)}
        return named

    def _mappings(self, concept_map: ConceptMap, coding: Coding) -> Iterator[Mapping]:
        if self.request.is_reverse:
            return self._reverse(concept_map, coding)
        return self._forward(concept_map, coding, (concept_map.header.canonical,))

    def _forward(self, concept_map: ConceptMap, coding: Coding, path: tuple[str, ...]) -> Iterator[Mapping]:
        """`path` are the canonicals of the maps that delegated the code, and of this one."""
        if not self.scopes.is_source(concept_map, coding):
            return
        is_outside = self.scopes.is_outside(concept_map, coding)
        for group in concept_map.groups:
            self.context.check_deadline()
            if not self._joins(group.source, coding) or not self._is_of(group.target, self.request.target_system):
                continue
            self.entered[concept_map.header.canonical] = None
            elements = [item for item in group.mappings_from(coding.code) if self._names(item, coding)]
            if any(item.targets or item.no_map for item in elements):
                for element in elements:
                    yield from self._targets(concept_map, group, element, coding, path[0] or None)
            elif is_outside:  # `unmapped` applies only to codes in the source scope
                continue
            elif group.unmapped is not None and group.unmapped.mode == "other-map":
                yield from self._delegated(group.unmapped, coding, path)
            elif group.unmapped is not None:
                yield from self._unmapped(concept_map, group, group.unmapped, coding, path[0] or None)

    def _targets(
        self, concept_map: ConceptMap, group: Group, element: Element, coding: Coding, origin: str | None
    ) -> Iterator[Mapping]:
        source = _coding(group.source, coding.code, element.display, coding.system)
        if element.no_map:
            yield Mapping(source, None, NOT_RELATED, "unmatched", origin)
        for target in element.targets:
            if self.conditions.apply(target):
                for found in self._codings(group.target, target):
                    if self.scopes.is_target(concept_map, found):
                        yield _mapping(source, found, target, origin)

    def _unmapped(
        self, concept_map: ConceptMap, group: Group, unmapped: Unmapped, coding: Coding, origin: str | None
    ) -> Iterator[Mapping]:
        source = _coding(group.source, coding.code, None, coding.system)
        targets: Iterable[Coding] = ()
        if unmapped.mode == "use-source-code":
            targets = (_coding(group.target, coding.code, None, coding.system),)
        elif unmapped.mode == "fixed":
            targets = self._codings(group.target, unmapped)
        for target in targets:
            if self.scopes.is_target(concept_map, target):
                yield Mapping(source, target, unmapped.relationship or UNSPECIFIED, origin_map=origin)

    def _delegated(self, unmapped: Unmapped, coding: Coding, path: tuple[str, ...]) -> Iterator[Mapping]:
        others = self.maps.find_other(unmapped.other_map or "")
        if others is None:
            text = f"The concept map '{path[-1]}' delegates to '{unmapped.other_map}', which is not loaded"
            self.notes[text] = None
        for other in others or ():
            if other.header.canonical not in path:
                self.used_maps[other.header.canonical] = None
                yield from self._forward(other, coding, (*path, other.header.canonical))

    def _reverse(self, concept_map: ConceptMap, coding: Coding) -> Iterator[Mapping]:
        if not self.scopes.is_target(concept_map, coding):
            return
        for group in concept_map.groups:
            self.context.check_deadline()
            if not self._joins(group.target, coding) or not self._is_of(group.source, self.request.source_system):
                continue
            self.entered[concept_map.header.canonical] = None
            for element, target in group.mappings_to(coding.code):
                if self._names(target, coding) and self.conditions.apply(target):
                    yield from self._sources(concept_map, group, element, target, coding)

    def _sources(
        self, concept_map: ConceptMap, group: Group, element: Element, target: Target, coding: Coding
    ) -> Iterator[Mapping]:
        found = _coding(group.target, coding.code, target.display, coding.system)
        for source in self._codings(group.source, element):
            if self.scopes.is_source(concept_map, source):
                yield _mapping(source, found, target, concept_map.header.canonical or None)

    def _joins(self, side: str | None, coding: Coding) -> bool:
        """Whether this side of a group is the code system of the coding; a side without a system matches any."""
        version = canonical.split(side or "")[1]
        agrees = version is None or coding.version is None or canonical.matches(version, coding.version)
        return agrees and self._is_of(side, coding.system)

    def _is_of(self, side: str | None, system: str | None) -> bool:
        return is_same_system(self.catalogue, side, system)

    def _names(self, mapped: Element | Target, coding: Coding) -> bool:
        if mapped.code is not None:
            return mapped.code == coding.code
        return mapped.value_set is not None and self.scopes.is_member(mapped.value_set, coding) is True

    def _codings(self, side: str | None, mapped: Element | Target | Unmapped) -> Iterator[Coding]:
        """The codes of one side of a mapping: one, or every code of a value set."""
        if mapped.code is not None:
            yield _coding(side, mapped.code, mapped.display)
        elif mapped.value_set is not None:
            yield from self.scopes.members(mapped.value_set)

    def _message(self, result: TranslateResult, codings: list[Coding]) -> str | None:
        """The message of the answer: why there is no mapping, or what the mappings depend on."""
        if result.is_translated:
            undated = self.maps.explain_undated([item.origin_map for item in result.mappings])
            sentences = [*undated, *self.conditions.explain_missing(result.mappings), *self.notes]
            return ". ".join(sentences) or None
        names = " or ".join(f"'{coding.system}#{coding.code}'" for coding in codings)
        sentences = [f"No translation was found for {names}: {self._reason(result, codings)}", *self.notes]
        return ". ".join(sentences)

    def _not_in_force(self, codings: Iterable[Coding]) -> Iterator[str]:
        """Explains which maps would apply but have no version in force."""
        return self.maps.explain_not_in_force(
            [
                concept_map
                for concept_map in self.maps.not_in_force
                if any(self._joins(self._side(group), coding) for group in concept_map.groups for coding in codings)
            ]
        )

    def _side(self, group: Group) -> str | None:
        """The side of a group that the request's codings are on."""
        return group.target if self.request.is_reverse else group.source

    def _reason(self, result: TranslateResult, codings: list[Coding]) -> str:
        maps = ", ".join(f"'{name}'" for name in self.entered if name) or "the supplied concept map"
        if any(item.target is None for item in result.mappings):
            return f"{maps} states that there is none"
        if result.mappings:
            return f"{maps} states only what it is not related to"
        reasons = [*([f"looked in {maps}"] if self.entered else ()), *self._not_in_force(codings)]
        if reasons:
            return "; ".join(reasons)
        return "no loaded concept map covers it"


def _notices(catalogue: Catalogue, request: TranslateRequest) -> Iterator[str]:
    """Notices about code systems and versions in noncanonical spellings."""
    systems = [(coding.system, coding.version) for coding in request.codings]
    for system, version in dict.fromkeys((*systems, (request.source_system, None), (request.target_system, None))):
        yield from (item.text for item in catalogue.notices(system or "", version))


def _mapping(source: Coding, found: Coding, target: Target, origin: str | None) -> Mapping:
    return Mapping(
        source=source,
        target=found,
        relationship=target.relationship,
        equivalence=target.equivalence,
        origin_map=origin,
        properties=target.properties,
        depends_on=target.depends_on,
        products=target.products,
    )


def _coding(side: str | None, code: str | None, display: str | None, system: str | None = None) -> Coding:
    """A code on one side of a group; `system` is its system if the group does not name one."""
    url, version = canonical.split(side) if side else (system, None)
    return Coding(url, code, version, display)
