"""Converts between a value set resource and its form. Pure.

    a part     one include or exclude: code system, codes one per line, conditions, other value sets
    a code     J3111<tab>Injection, romosozumab-aqqg, 1 mg       a space also works if the code has none

Elements that the form does not show (designations, extensions, contacts) are copied from the resource that the form
was made from: each part records its index there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from terminology.pages.problems import PageProblem
from terminology.pages.query import Query

MAX_PARTS = 250
MAX_CONDITIONS = 20  # of a part
MAX_CONDITIONS_IN_ALL = 500  # times MAX_PARTS, fewer than the fields that a form may have
LONGEST_NAME = 2000  # characters of a one-line field
KINDS = ("include", "exclude")
FIELDS = ("title", "name", "url", "version", "publisher", "description", "purpose")
OPERATORS = ("=", "is-a", "descendent-of", "is-not-a", "regex", "in", "not-in", "generalizes", "child-of", "exists")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    property: str = ""
    op: str = "="
    value: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """`place` is its index among the includes or excludes of the original resource; None if new."""

    kind: str
    system: str = ""
    version: str = ""
    codes: str = ""
    conditions: tuple[Condition, ...] = ()
    value_sets: str = ""
    place: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.system or self.codes.strip() or self.value_sets.strip())


@dataclass(frozen=True, slots=True)
class ValueSetForm:
    """`texts` by element name, empty for absent elements. `experimental` is yes, no or empty."""

    texts: Mapping[str, str] = field(default_factory=dict)
    experimental: str = ""
    parts: tuple[Part, ...] = ()

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def with_part(self, kind: str) -> "ValueSetForm":
        return replace(self, parts=(*self.parts, Part(kind)))

    def without_part(self, number: int) -> "ValueSetForm":
        return replace(self, parts=tuple(part for place, part in enumerate(self.parts) if place != number))

    def with_condition(self, number: int) -> "ValueSetForm":
        parts = (
            replace(part, conditions=(*part.conditions, Condition())) if place == number else part
            for place, part in enumerate(self.parts)
        )
        return replace(self, parts=tuple(parts))


EMPTY = ValueSetForm(experimental="no", parts=(Part("include"),))


def typed_form(query: Query) -> ValueSetForm:
    """Reads the submitted fields. Raises PageProblem for more of them than the form allows."""
    texts = {name: query.find(name) or "" for name in FIELDS}
    values = dict(query.pairs)
    parts: list[Part] = []
    for number in range(_number(values.get("parts", ""), MAX_PARTS, "groups of codes")):
        mine = f"part-{number}-"
        kind = values.get(f"{mine}kind", "")
        if kind in KINDS:
            parts.append(_typed_part(values, mine, kind))
    experimental = values.get("experimental", "")
    return ValueSetForm(texts, experimental if experimental in ("yes", "no") else "", tuple(parts))


def _typed_part(values: Mapping[str, str], mine: str, kind: str) -> Part:
    place = values.get(f"{mine}place", "")
    conditions = tuple(
        Condition(
            values.get(f"{mine}property-{number}", "").strip(),
            values.get(f"{mine}op-{number}", "="),
            values.get(f"{mine}value-{number}", "").strip(),
        )
        for number in range(_number(values.get(f"{mine}conditions", ""), MAX_CONDITIONS + 1, "conditions in a group"))
    )
    return Part(
        kind=kind,
        system=values.get(f"{mine}system", "").strip(),
        version=values.get(f"{mine}version", "").strip(),
        codes=values.get(f"{mine}codes", "").replace("\r\n", "\n"),
        conditions=tuple(item for item in conditions if item.property or item.value),
        value_sets=values.get(f"{mine}value-sets", "").replace("\r\n", "\n"),
        place=int(place) if place.isascii() and place.isdigit() and len(place) < 5 else None,
    )


def _number(text: str, most: int, kind: str) -> int:
    if not (text.isascii() and text.isdigit()):
        return 0
    if len(text) > 5 or int(text) > most:
        raise PageProblem(400, f"The form holds at most {most} {kind}", "Change it with the FHIR API or a file.")
    return int(text)


def form_of(resource: Json) -> ValueSetForm | None:
    """The form for a resource; None if the resource is too large for it."""
    compose = resource.get("compose", {})
    found = [(kind, place, item) for kind in KINDS for place, item in enumerate(compose.get(kind, ()))]
    conditions = [len(item.get("filter", ())) for _, _, item in found]
    if len(found) > MAX_PARTS or max(conditions, default=0) > MAX_CONDITIONS:
        return None
    if sum(conditions) > MAX_CONDITIONS_IN_ALL:
        return None
    texts = {name: value for name in FIELDS if isinstance(value := resource.get(name), str)}
    experimental = {True: "yes", False: "no"}.get(resource.get("experimental", ""), "")
    parts = tuple(_part_of(kind, place, item) for kind, place, item in found)
    return ValueSetForm(texts, experimental, parts or (Part("include"),))


def _part_of(kind: str, place: int, item: Json) -> Part:
    return Part(
        kind=kind,
        system=item.get("system", ""),
        version=item.get("version", ""),
        codes=code_lines((concept.get("code", ""), concept.get("display")) for concept in item.get("concept", ())),
        conditions=tuple(
            Condition(each.get("property", ""), each.get("op", "="), each.get("value", ""))
            for each in item.get("filter", ())
        ),
        value_sets="\n".join(item.get("valueSet", ())),
        place=place,
    )


def code_lines(codes: Iterable[tuple[str, str | None]]) -> str:
    """One line for each code and its display."""
    return "\n".join(
        f"{code}\t{display or ''}" if display or " " in code else code
        for code, display in ((code, " ".join((display or "").split())) for code, display in codes)
    )


def typed_codes(text: str) -> dict[str, str]:
    """The display (or None) by code, in line order; if a code repeats, the first line counts."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        code, _, display = line.partition("\t") if "\t" in line else line.strip().partition(" ")
        if code.strip():
            found.setdefault(code.strip(), display.strip())
    return found


def resource_of(form: ValueSetForm, base: Json) -> Json:
    """The resource from the form, with elements that the form does not show taken from `base`."""
    made = {name: value for name, value in base.items() if name not in (*FIELDS, "experimental", "compose", "meta")}
    made |= {name: form.text(name) for name in FIELDS if form.text(name)}
    if form.experimental:
        made["experimental"] = form.experimental == "yes"
    if "meta" in base:
        made["meta"] = base["meta"]
    compose = {name: value for name, value in base.get("compose", {}).items() if name not in KINDS}
    for kind in KINDS:
        there = base.get("compose", {}).get(kind, ())
        parts = [_component(part, there) for part in form.parts if part.kind == kind and not part.is_empty]
        if parts:
            compose[kind] = parts
    return {"resourceType": "ValueSet", "status": "draft", **made} | ({"compose": compose} if compose else {})


def _component(part: Part, there: Sequence[Json]) -> Json:
    base = there[part.place] if part.place is not None and part.place < len(there) else {}
    made = {
        name: value
        for name, value in base.items()
        if name not in ("system", "version", "concept", "filter", "valueSet")
    }
    stated: Json = {
        "system": part.system,
        "version": part.version,
        "concept": _concepts(part, base.get("concept", ())),
        "filter": [_filter(item, base.get("filter", ())) for item in part.conditions],
        "valueSet": [line.strip() for line in part.value_sets.split("\n") if line.strip()],
    }
    return made | {name: value for name, value in stated.items() if value}


def _concepts(part: Part, there: Iterable[Json]) -> list[Json]:
    known = {concept.get("code"): concept for concept in there}
    made = []
    for code, display in typed_codes(part.codes).items():
        rest = {name: value for name, value in known.get(code, {}).items() if name not in ("code", "display")}
        made.append({"code": code, **({"display": display} if display else {}), **rest})
    return made


def _filter(item: Condition, there: Iterable[Json]) -> Json:
    stated = {"property": item.property, "op": item.op, "value": item.value}
    same = (each for each in there if {name: each.get(name) for name in stated} == stated)
    return {**next(same, {}), **stated}


def with_table(form: ValueSetForm, table: Json) -> ValueSetForm:
    """The form with the codes of a table added, to the part with their code system or to a new one."""
    parts = list(form.parts)
    for include in table["compose"]["include"]:
        added = {concept["code"]: concept.get("display", "") for concept in include["concept"]}
        number = next(
            (n for n, part in enumerate(parts) if part.kind == "include" and part.system == include["system"]), None
        )
        if number is None:
            parts.append(Part("include", include["system"], codes=code_lines(added.items())))
        else:
            there = typed_codes(parts[number].codes)
            codes = {code: text or added.get(code, "") for code, text in (there | added | there).items()}
            parts[number] = replace(parts[number], codes=code_lines(codes.items()))
    return replace(form, parts=tuple(part for part in parts if not part.is_empty))
