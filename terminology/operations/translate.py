"""ConceptMap/$translate: what a code is in another code system, by the concept maps that are here.

A map is read forward, from a source code to its targets, or in reverse, from a target code to its sources. Beyond what
its elements say, a map may say what becomes of every other code (`unmapped`); read in reverse it says nothing of that,
because the other codes cannot be named.
Sources: https://hl7.org/fhir/R5/conceptmap-operation-translate.html, https://hl7.org/fhir/R5/conceptmap.html and, for
scopes and delegation, https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/ ($translate).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from terminology.core import canonical
from terminology.core.catalogue import IMPLICIT_VALUE_SET, Catalogue
from terminology.core.concept_maps import NOT_RELATED, ConceptMap, DependsOn, Element, Group, Target, Unmapped
from terminology.core.errors import TooCostly, UnknownCodeSystem, UnknownConceptMap, UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import Coding
from terminology.core.requests import ConceptMapReference, Dependency, TranslateRequest
from terminology.core.results import Mapping, TranslateResult
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Members
from terminology.operations.value_sets.one_code import matches_of

UNSPECIFIED = "related-to"  # the relationship that claims least, for a map that states none


def _intended(catalogue: Catalogue, request: TranslateRequest) -> Iterator[str]:
    """Which code system was meant by a name that is none, such as HCPCS or a bare OID."""
    for system in dict.fromkeys(coding.system for coding in request.codings if coding.system):
        if not catalogue.has_code_system(system) and (intended := catalogue.intended_system(system)):
            yield f"The code system '{system}' is not known. Use '{intended}'"


def translate(catalogue: Catalogue, request: TranslateRequest) -> TranslateResult:
    """Every mapping of the codings, in the order of codings, maps and their elements; none is an answer with a message.

    A mapping with a condition (dependsOn) is left out when the request's dependencies contradict it, and comes with its
    condition when they do not say. Raises UnknownConceptMap for a map that is named and not here.
    """
    return _Translation(catalogue, request).result()


class _Translation:
    def __init__(self, catalogue: Catalogue, request: TranslateRequest) -> None:
        self.catalogue = catalogue
        self.request = request
        self.context = request.context
        self.used_maps: dict[str, None] = {}  # that unmapped codes were passed on to
        self.entered: dict[str, None] = {}  # that have a group between the systems asked about
        self.undated: dict[str, None] = {}  # that do not say when they are in force
        self.not_in_force: list[ConceptMap] = []  # on the days asked about
        self.notes: dict[str, None] = dict.fromkeys((*_notices(catalogue, request), *_intended(catalogue, request)))

    def result(self) -> TranslateResult:
        maps = self._maps(self.request.concept_map)
        codings = [self._as_written(maps, self._as_in_code_system(coding)) for coding in self.request.codings]
        found = [item for coding in codings for concept_map in maps for item in self._mappings(concept_map, coding)]
        # A map that another one passes codes on to answers through that one, and not once more by itself.
        mappings = tuple(item for item in found if len(maps) == 1 or item.origin_map not in self.used_maps)
        result = TranslateResult(tuple(dict.fromkeys(mappings)), tuple(self.used_maps))
        return TranslateResult(result.mappings, result.used_maps, self._message(result, codings))

    def _maps(self, reference: ConceptMapReference | None) -> tuple[ConceptMap, ...]:
        """The map that is named, or each: in its latest version, or in the one in force on the days asked about."""
        if reference is None:
            return tuple(item for known in self.catalogue.concept_maps.values() for item in self._in_force(known))
        if reference.concept_map is not None:
            return self._in_force((reference.concept_map,))
        url, version = canonical.split(reference.url or "")
        found = self._versions(url, reference.version or version)
        if not found:
            name = canonical.join(url, reference.version or version)
            text = f"The concept map '{name}' is not known here"
            raise UnknownConceptMap(Issue("error", "not-found", text, "not-found", expression=("url",)))
        return self._in_force(found)

    def _versions(self, url: str, version: str | None) -> tuple[ConceptMap, ...]:
        """The version asked for or, if none is, all; the latest first."""
        if version is None:
            return self.catalogue.concept_maps.get(url, ())
        found = self.catalogue.find_concept_map(url, version)
        return (found,) if found else ()

    def _in_force(self, versions: tuple[ConceptMap, ...]) -> tuple[ConceptMap, ...]:
        """Of the versions of a map, the latest first, the one that answers; none if none is in force."""
        days = self.context.days
        if days is None:
            return versions[:1]
        dated = tuple(item for item in versions if item.header.has_period)
        if not dated:
            self.undated[versions[0].header.canonical] = None
            return versions[:1]
        current = tuple(item for item in dated if item.header.is_in_force(days))
        self.not_in_force += () if current else dated
        return current[:1]

    def _as_in_code_system(self, coding: Coding) -> Coding:
        """The coding as its code system writes it, where that is here."""
        system = self.catalogue.canonical_system(coding.system or "")
        code_system = self.catalogue.find_code_system(system, coding.version)
        concept = code_system.locate(coding.code or "") if code_system else None
        return Coding(system, concept.code if concept else coding.code, coding.version, coding.display)

    def _as_written(self, maps: tuple[ConceptMap, ...], coding: Coding) -> Coding:
        """The coding in the form in which the maps write its code, where people write it in several.

        If the text may stand for several codes that the maps name, it stays as it is.
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
        """Those of the codes that elements of the maps name."""
        named: set[str] = set()
        for group in (group for concept_map in maps for group in concept_map.groups):
            if self._joins(group.target if self.request.is_reverse else group.source, coding):
                sides = group.elements
                if self.request.is_reverse:
                    named |= {item.code for element in sides for item in element.targets if item.code in codes}
                else:
                    named |= {element.code for element in sides if element.code in codes}
        return named

    def _mappings(self, concept_map: ConceptMap, coding: Coding) -> Iterator[Mapping]:
        if self.request.is_reverse:
            return self._reverse(concept_map, coding)
        return self._forward(concept_map, coding, (concept_map.header.canonical,))

    def _forward(self, concept_map: ConceptMap, coding: Coding, way: tuple[str, ...]) -> Iterator[Mapping]:
        """`way` are the canonicals of the maps that passed the code on, and of this one."""
        if not self._is_source(concept_map, coding):
            return
        is_outside = self._is_outside(concept_map, coding)
        for group in concept_map.groups:
            self.context.check_deadline()
            if not self._joins(group.source, coding) or not self._is_of(group.target, self.request.target_system):
                continue
            self.entered[concept_map.header.canonical] = None
            elements = [item for item in group.elements if self._names(item, coding)]
            if any(item.targets or item.no_map for item in elements):
                for element in elements:
                    yield from self._targets(concept_map, group, element, coding, way[0] or None)
            elif is_outside:  # what becomes of all other codes is said of those in the source scope
                continue
            elif group.unmapped is not None and group.unmapped.mode == "other-map":
                yield from self._passed_on(group.unmapped, coding, way)
            elif group.unmapped is not None:
                yield from self._unmapped(concept_map, group, group.unmapped, coding, way[0] or None)

    def _targets(
        self, concept_map: ConceptMap, group: Group, element: Element, coding: Coding, origin: str | None
    ) -> Iterator[Mapping]:
        source = _coding(group.source, coding.code, element.display, coding.system)
        if element.no_map:
            yield Mapping(source, None, NOT_RELATED, "unmatched", origin)
        for target in element.targets:
            if self._applies(target):
                for found in self._codings(group.target, target):
                    if self._is_target(concept_map, found):
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
            if self._is_target(concept_map, target):
                yield Mapping(source, target, unmapped.relationship or UNSPECIFIED, origin_map=origin)

    def _passed_on(self, unmapped: Unmapped, coding: Coding, way: tuple[str, ...]) -> Iterator[Mapping]:
        others = self._versions(*canonical.split(unmapped.other_map or ""))
        if not others:
            text = f"The concept map '{way[-1]}' passes on to '{unmapped.other_map}', which is not known here"
            self.notes[text] = None
        for other in self._in_force(others) if others else ():
            if other.header.canonical not in way:
                self.used_maps[other.header.canonical] = None
                yield from self._forward(other, coding, (*way, other.header.canonical))

    def _reverse(self, concept_map: ConceptMap, coding: Coding) -> Iterator[Mapping]:
        if not self._is_target(concept_map, coding):
            return
        for group in concept_map.groups:
            self.context.check_deadline()
            if not self._joins(group.target, coding) or not self._is_of(group.source, self.request.source_system):
                continue
            self.entered[concept_map.header.canonical] = None
            for element, target in group.mappings_to(coding.code):
                if self._names(target, coding) and self._applies(target):
                    yield from self._sources(concept_map, group, element, target, coding)

    def _sources(
        self, concept_map: ConceptMap, group: Group, element: Element, target: Target, coding: Coding
    ) -> Iterator[Mapping]:
        found = _coding(group.target, coding.code, target.display, coding.system)
        for source in self._codings(group.source, element):
            if self._is_source(concept_map, source):
                yield _mapping(source, found, target, concept_map.header.canonical or None)

    def _joins(self, side: str | None, coding: Coding) -> bool:
        """Whether this side of a group is the code system of the coding; one without a system is any."""
        version = canonical.split(side or "")[1]
        agrees = version is None or coding.version is None or canonical.matches(version, coding.version)
        return agrees and self._is_of(side, coding.system)

    def _is_of(self, side: str | None, system: str | None) -> bool:
        if side is None or system is None:
            return True
        url, asked = canonical.split(side)[0], canonical.split(system)[0]
        return self.catalogue.canonical_system(url) == self.catalogue.canonical_system(asked)

    def _names(self, mapped: Element | Target, coding: Coding) -> bool:
        if mapped.code is not None:
            return mapped.code == coding.code
        return mapped.value_set is not None and self._is_member(mapped.value_set, coding) is True

    def _codings(self, side: str | None, mapped: Element | Target | Unmapped) -> Iterator[Coding]:
        """The codes that one side of a mapping names: one, or every code of a value set."""
        if mapped.code is not None:
            yield _coding(side, mapped.code, mapped.display)
        elif mapped.value_set is not None:
            value_set = self.catalogue.find_value_set(*canonical.split(mapped.value_set))
            if value_set is None:
                self.notes[f"The value set '{mapped.value_set}' is not known here"] = None
                return
            evaluation = Evaluation(self.catalogue, self.context, value_set)
            members = Members(Evaluator(evaluation, AllCodes(evaluation)).evaluate(value_set))
            limit = self.request.limit_codes
            if len(members) > limit:
                raise TooCostly(issue("VALUESET_TOO_COSTLY", value_set=mapped.value_set, limit=f">{limit}"))
            for member in members:
                yield Coding(member.header.url, member.concept.code, display=member.concept.display)

    def _is_source(self, concept_map: ConceptMap, coding: Coding) -> bool:
        """A map is about the codes of its source scope. One that was named answers all the same, and that is noted."""
        own = concept_map.header.source_scope
        is_member = own is None or self._is_member(own, coding)
        if is_member is False and self.request.concept_map is None:
            return False
        if not is_member:
            name = concept_map.header.canonical or "the concept map"
            what = "is not" if is_member is False else "cannot be judged to be"
            self.notes[f"'{coding.system}#{coding.code}' {what} in the source value set of {name}, '{own}'"] = None
        return self._is_in(self.request.source_scope, concept_map.header.source_scope, coding)

    def _is_outside(self, concept_map: ConceptMap, coding: Coding) -> bool:
        """Whether the map's source scope surely lacks the code; a scope that cannot be judged excludes nothing."""
        own = concept_map.header.source_scope
        return own is not None and self._is_member(own, coding) is False

    def _is_target(self, concept_map: ConceptMap, coding: Coding) -> bool:
        return self._is_in(self.request.target_scope, concept_map.header.target_scope, coding)

    def _is_in(self, asked: str | None, own: str | None, coding: Coding) -> bool:
        """Whether the scope asked for is the map's own, or holds the code.

        A scope that cannot be determined here is noted, and excludes only where some map calls it its own.
        """
        if asked is None or _is_same_scope(asked, own):
            return True
        is_member = self._is_member(asked, coding)
        if is_member is None:
            self.notes[f"Whether the codes are in the value set '{asked}' cannot be determined here"] = None
            return not self._is_scope_of_a_map(asked)
        return is_member

    def _is_scope_of_a_map(self, asked: str) -> bool:
        headers = (item.header for versions in self.catalogue.concept_maps.values() for item in versions)
        return any(_is_same_scope(asked, scope) for h in headers for scope in (h.source_scope, h.target_scope))

    def _is_member(self, value_set: str, coding: Coding) -> bool | None:
        """Whether a value set has the code; None if that cannot be judged, for want of it or of what it is made of."""
        url, version = canonical.split(value_set)
        if url.endswith(IMPLICIT_VALUE_SET):
            system = self.catalogue.canonical_system(url.removesuffix(IMPLICIT_VALUE_SET))
            if system != self.catalogue.canonical_system(coding.system or ""):
                return False
        found = self.catalogue.find_value_set(url, version)
        if found is None:
            return None
        try:
            evaluation = Evaluation(self.catalogue, self.context, found)
            matches, findings = matches_of(evaluation, found, Coding(coding.system, coding.code))
        except (UnknownValueSet, UnknownCodeSystem):
            return None
        if findings.cannot_be_judged or (not matches and findings.unknown_systems):
            return None
        return bool(matches)

    def _applies(self, target: Target) -> bool:
        """Whether no dependency of the request contradicts a condition of the mapping."""
        return all(
            any(self._meets(condition, value) for value in supplied.values)
            for condition in target.depends_on
            for supplied in self.request.dependencies
            if supplied.attribute == condition.attribute
        )

    def _meets(self, condition: DependsOn, supplied: Coding | str) -> bool:
        if condition.value is None:
            coding = supplied if isinstance(supplied, Coding) else Coding(code=supplied)
            return condition.value_set is not None and self._may_be_member(condition, condition.value_set, coding)
        stated = condition.value.content
        if isinstance(stated, Coding) and isinstance(supplied, Coding):
            return stated.code == supplied.code and self._is_of(stated.system, supplied.system)
        return _text(stated) == _text(supplied)

    def _may_be_member(self, condition: DependsOn, value_set: str, coding: Coding) -> bool:
        """Not known is never no: a condition that cannot be judged is no reason to leave a mapping out."""
        is_member = self._is_member(value_set, coding)
        if is_member is None:
            what = f"Whether the dependency {condition.attribute} is in the value set '{value_set}'"
            self.notes[f"{what} cannot be determined here"] = None
        return is_member is not False

    def _message(self, result: TranslateResult, codings: list[Coding]) -> str | None:
        """What to know of the answer: why there is none, or that it depends on more than was said."""
        if result.is_translated:
            advice = _advice(result.mappings, self.request.dependencies)
            sentences = [*self._undated(result), *advice, *self.notes]
            return ". ".join(sentences) or None
        names = " or ".join(f"'{coding.system}#{coding.code}'" for coding in codings)
        sentences = [f"No translation was found for {names}: {self._reason(result, codings)}", *self.notes]
        return ". ".join(sentences)

    def _undated(self, result: TranslateResult) -> Iterator[str]:
        """A date is never passed over in silence."""
        if names := [name for name in self.undated if any(item.origin_map == name for item in result.mappings)]:
            maps = ", ".join(f"'{name}'" for name in names)
            yield f"The date {self.context.days} was not considered: {maps} does not say when it is in force"

    def _why_not_in_force(self, codings: list[Coding]) -> Iterator[str]:
        """Which versions of a map that would be asked are there, none of them in force."""
        periods: dict[str, list[str]] = {}
        for concept_map in self.not_in_force:
            sides = [group.target if self.request.is_reverse else group.source for group in concept_map.groups]
            if any(self._joins(side, coding) for side in sides for coding in codings):
                header = concept_map.header
                periods.setdefault(header.url, []).append(f"{header.version or ''} ({header.period})".strip())
        days = self.context.days
        when = f"on {days}" if days and days.first == days.last else f"throughout {days}"
        for url, versions in periods.items():
            known = ", ".join(reversed(versions))
            yield f"no version of '{url}' that is known here is in force {when}; known: {known}"

    def _reason(self, result: TranslateResult, codings: list[Coding]) -> str:
        maps = ", ".join(f"'{name}'" for name in self.entered if name) or "the supplied concept map"
        if any(item.target is None for item in result.mappings):
            return f"{maps} says that there is none"
        if result.mappings:
            return f"{maps} says only what it is not related to"
        reasons = [*([f"looked in {maps}"] if self.entered else ()), *self._why_not_in_force(codings)]
        if reasons:
            return "; ".join(reasons)
        return "no loaded concept map covers it"


def _notices(catalogue: Catalogue, request: TranslateRequest) -> Iterator[str]:
    """How code systems and versions were understood that are not written as they should be."""
    systems = [(coding.system, coding.version) for coding in request.codings]
    for system, version in dict.fromkeys((*systems, (request.source_system, None), (request.target_system, None))):
        yield from (item.text for item in catalogue.notices(system or "", version))


def _is_same_scope(asked: str, own: str | None) -> bool:
    return own is not None and canonical.split(asked)[0] == canonical.split(own)[0]


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


def _text(value: object) -> str | None:
    if isinstance(value, Coding):
        return value.code
    return str(value).lower() if isinstance(value, bool) else str(value)


def _advice(mappings: tuple[Mapping, ...], supplied: tuple[Dependency, ...]) -> Iterator[str]:
    mentioned = {item.attribute for item in supplied}
    conditions = (condition.attribute for item in mappings for condition in item.depends_on)
    missing = dict.fromkeys(attribute for attribute in conditions if attribute not in mentioned)
    if missing:
        yield f"Some mappings depend on values that were not supplied (dependency): {', '.join(missing)}"
