"""The tables that the rules use, found in a catalogue by the properties they declare, not by their urls.

property                             table
dmeposBilling                        DMEPOS fee schedule: the modifiers a code is billed with
maxUnitsDay(Dme|Practitioner|…)      medically unlikely edits, by setting
billingUnitsPerItem of a map         NDC-HCPCS crosswalk
modifierUse of a map                 local rules: modifiers that are allowed, required or never valid for a code
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from terminology.core.catalogue import Catalogue
from terminology.core.claim_lines import Setting
from terminology.core.concept_maps import ConceptMap, Target
from terminology.core.supplements import Supplement
from terminology.core.timelines import Dated, Timeline, dated

BILLING = "dmeposBilling"
UNITS = {"dme": "Dme", "practitioner": "Practitioner", "outpatient": "Outpatient"}
UNITS_PER_ITEM = "billingUnitsPerItem"
MODIFIER_USE = "modifierUse"
NDC = "http://hl7.org/fhir/sid/ndc"
ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class Product:
    """An NDC under one code in a quarter's crosswalk; amounts as written there."""

    code: str
    drug: str
    size: str
    items: str
    units_per_item: str


@dataclass(frozen=True, slots=True)
class ModifierUse:
    """What a loaded rule states about a modifier with a code: allowed, required or never."""

    modifier: str
    use: str
    source: str


class Crosswalk:
    """One quarter's products by NDC, read from the concept map on first use."""

    __slots__ = ("_map", "_products")

    def __init__(self, concept_map: ConceptMap) -> None:
        self._map = concept_map
        self._products: Mapping[str, tuple[Product, ...]] | None = None

    def products(self, ndc: str) -> tuple[Product, ...]:
        if self._products is None:
            self._products = {
                element.code: tuple(_product(element.display, target) for target in element.targets)
                for group in self._map.groups
                if group.source == NDC
                for element in group.elements
                if element.code
            }
        return self._products.get(ndc, ())


@dataclass(frozen=True, slots=True)
class Tables:
    """The loaded tables other than HCPCS itself, by day. `limits` by setting; `uses` by code."""

    billing: Timeline[Supplement]
    limits: Mapping[Setting, Timeline[Supplement]]
    crosswalks: Timeline[Crosswalk]
    uses: Timeline[Mapping[str, tuple[ModifierUse, ...]]]

    def starts(self) -> Iterator[date]:
        """The days on which a version of a table begins."""
        lines: list[Timeline[Supplement] | Timeline[Crosswalk] | Timeline[Mapping[str, tuple[ModifierUse, ...]]]]
        lines = [self.billing, self.crosswalks, self.uses, *self.limits.values()]
        for timeline in lines:
            for item in timeline.versions:
                yield item.start


def tables_of(catalogue: Catalogue, system: str) -> Tables:
    """The tables about codes of this system."""
    supplements = [
        item
        for versions in catalogue.supplements.values()
        for item in versions
        if catalogue.canonical_system((item.header.supplements or "").partition("|")[0]) == system
    ]
    # Deferred maps derive from releases: they are neither crosswalks nor rules, and reading their groups is slow.
    known = [item for versions in catalogue.concept_maps.values() for item in versions]
    maps = [item for item in known if isinstance(item.groups, tuple)]
    settings: dict[Setting, str] = {"dme": "Dme", "practitioner": "Practitioner", "outpatient": "Outpatient"}
    limits = {setting: _declaring(supplements, f"maxUnitsDay{suffix}") for setting, suffix in settings.items()}
    return Tables(
        billing=_declaring(supplements, BILLING),
        limits={setting: timeline for setting, timeline in limits.items() if timeline},
        crosswalks=Timeline(_crosswalks(maps, system)),
        uses=Timeline(_uses(maps, system)),
    )


def _declaring(supplements: Iterable[Supplement], property_code: str) -> Timeline[Supplement]:
    found = (
        dated(item.header.version, item.code_system.header.effective_start, item.code_system.header.effective_end, item)
        for item in supplements
        if item.code_system.header.find_property(property_code)
    )
    return Timeline(item for item in found if item)


def _crosswalks(maps: Iterable[ConceptMap], system: str) -> Iterator[Dated[Crosswalk]]:
    for item in maps:
        header = item.header
        if any(group.source == NDC and group.target == system for group in item.groups) and _has(item, UNITS_PER_ITEM):
            found = dated(header.version, header.effective_start, header.effective_end, Crosswalk(item))
            if found:
                yield found


def _has(concept_map: ConceptMap, property_code: str) -> bool:
    """Whether any of the first mappings has the property: a table has it in all or none."""
    targets = (target for group in concept_map.groups for element in group.elements[:5] for target in element.targets)
    return any(item.code == property_code for target in targets for item in target.properties)


def _product(drug: str | None, target: Target) -> Product:
    stated = {item.code: str(item.value.content) for item in target.properties}
    return Product(
        code=target.code or "",
        drug=stated.get("drugName") or drug or "",
        size=stated.get("packageSize", ""),
        items=stated.get("packageQuantity", ""),
        units_per_item=stated.get(UNITS_PER_ITEM, ""),
    )


def _uses(maps: Iterable[ConceptMap], system: str) -> Iterator[Dated[Mapping[str, tuple[ModifierUse, ...]]]]:
    """Local rules by day, combined from all maps; a map without a first day is always in force."""
    own = [item for item in maps if any(group.source == group.target == system for group in item.groups)]
    stated = [(item, found) for item in own if (found := list(_listed_uses(item, system)))]
    starts = sorted({_start(item) for item, _ in stated})
    for start in starts:
        uses: dict[str, tuple[ModifierUse, ...]] = {}
        for item, found in stated:
            end = (item.header.effective_end or "9999")[:10]
            if _start(item) <= start and start.isoformat() <= end:
                for code, use in found:
                    uses[code] = (*uses.get(code, ()), use)
        yield Dated("", start, None, uses)


def _start(item: ConceptMap) -> date:
    found = dated(None, item.header.effective_start, None, item)
    return found.start if found else ALWAYS


def _listed_uses(item: ConceptMap, system: str) -> Iterator[tuple[str, ModifierUse]]:
    source = item.header.title or item.header.name or item.header.url
    for group in item.groups:
        if group.source != system or group.target != system:
            continue
        for element in group.elements:
            for target in element.targets:
                use = next((str(p.value.content) for p in target.properties if p.code == MODIFIER_USE), None)
                if use and element.code and target.code:
                    yield element.code, ModifierUse(target.code, use, source)
