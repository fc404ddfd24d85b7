"""A code's modifiers and units, from CMS's DMEPOS fee schedule and medically unlikely edits, if they are loaded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.core.model import CodeSystemHeader
from terminology.core.ports import CodeSystemProvider
from terminology.core.results import DescribedProperty
from terminology.core.supplements import Supplement
from terminology.library.resources import ResourceIndex
from terminology.pages.facts import text_of
from terminology.pages.links import code_path, name_of, on_day

MODIFIER, BILLING = "dmeposModifier", "dmeposBilling"
UNITS, KIND, RATIONALE = "maxUnitsDay", "maxUnitsKind", "maxUnitsRationale"
CODES = (MODIFIER, BILLING, UNITS, KIND, RATIONALE)  # prefixes of the properties shown here
WITHOUT = "none"


@dataclass(frozen=True, slots=True)
class Modifier:
    code: str
    display: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Units:
    """The MUE limit of units per day; `meaning` is set if the number is not a plain limit."""

    setting: str
    units: str
    meaning: str | None
    kind: str | None
    rationale: str | None


@dataclass(frozen=True, slots=True)
class Billing:
    """`ways` are the modifier combinations in the fee schedule, `sources` the tables that these facts come from."""

    modifiers: tuple[Modifier, ...]
    ways: tuple[str, ...]
    units: tuple[Units, ...]
    sources: tuple[str, ...]


def is_billing(property_code: str) -> bool:
    return property_code.startswith(CODES)


def billing_of(
    properties: Sequence[DescribedProperty],
    supplements: Sequence[Supplement],
    code_system: CodeSystemProvider,
    resources: ResourceIndex,
    day: str | None = None,
) -> Billing | None:
    """None if neither table has the code. Links to the modifiers' pages carry `day` along."""
    stated = [item for item in properties if is_billing(item.code)]
    if not stated:
        return None
    texts = [(item.code, text_of(item.value)) for item in stated]
    used = {item.code for item in stated}
    sources = (item.header for item in supplements if any(p.code in used for p in item.header.properties))
    return Billing(
        modifiers=tuple(_modifier(code_system, resources, text, day) for code, text in texts if code == MODIFIER),
        ways=tuple(_modifier_phrase(item) for code, text in texts if code == BILLING for item in text.split(", ")),
        units=tuple(_units(stated, supplements)),
        sources=tuple(_source(header) for header in sources),
    )


def _modifier(code_system: CodeSystemProvider, resources: ResourceIndex, code: str, day: str | None) -> Modifier:
    concept = code_system.locate(code)
    href = on_day(code_path(resources, code_system.header.url, code), day) if concept else None
    return Modifier(code, (concept.display if concept else None) or "", href)


def _modifier_phrase(text: str) -> str:
    return "without a modifier" if text == WITHOUT else f"with {text.replace('+', ' and ')}"


def _units(stated: Sequence[DescribedProperty], supplements: Sequence[Supplement]) -> Iterable[Units]:
    """One row for each setting; property names end with the setting."""
    by_code = {item.code: item for item in stated}
    for code, item in by_code.items():
        if code.startswith(UNITS):
            setting = code.removeprefix(UNITS)
            kind, rationale = by_code.get(KIND + setting), by_code.get(RATIONALE + setting)
            yield Units(
                setting=_title(code, supplements),
                units=text_of(item.value),
                meaning=item.description,
                kind=(kind.description or text_of(kind.value)) if kind else None,
                rationale=text_of(rationale.value) if rationale else None,
            )


def _title(code: str, supplements: Sequence[Supplement]) -> str:
    """The setting and quarter: the part after `for` in the name of the table."""
    name = next((name_of(s.header) for s in supplements if s.header.find_property(code)), code)
    setting = name.partition(" for ")[2].partition(",")[0]
    return f"{setting[:1].upper()}{setting[1:]}" if setting else name


def _source(header: CodeSystemHeader) -> str:
    return f"{name_of(header)}, {header.version}" if header.version else name_of(header)
