"""FHIR's invariants, checked on incoming CodeSystems, ValueSets and ConceptMaps.

`models.py` checks types and cardinalities; these rules check meaning. The severities are ours: an error is a definition
that cannot be evaluated as it is (or only by ignoring a part of it), a warning one that can. Applied to imports, to
resources in requests, and to writes.
Source: the constraints of https://hl7.org/fhir/R5/codesystem-definitions.html, valueset-definitions.html and
conceptmap-definitions.html, and those of R4 (package hl7.fhir.r5.core 5.0.0); the sentences are ours.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue, Severity

Broken = Callable[[Json, Json], "str | bool"]  # (element, resource) → what is wrong: a detail for the text, or True
BOTH = frozenset(FhirVersion)
ONLY_R5 = frozenset({FhirVersion.R5})
MAX_ISSUES = 20  # issues of one rule; more would add nothing new
NAME = re.compile(r"[A-Z][A-Za-z0-9_]{1,254}")


@dataclass(frozen=True, slots=True)
class Invariant:
    """`path` selects the elements to check, at any depth if they nest; `{found}` in the text is the detail."""

    id: str
    severity: Severity
    path: str
    is_broken: Broken
    text: str
    versions: frozenset[FhirVersion] = BOTH


def check(resource: Json, version: FhirVersion) -> tuple[Issue, ...]:
    """The rules of its version that the resource breaks, each with its FHIRPath. The resource is shaped like FHIR."""
    type_ = resource.get("resourceType")
    rules = (rule for rule in INVARIANTS if rule.path.partition(".")[0] == type_ and version in rule.versions)
    return tuple(issue for rule in rules for issue in islice(_issues(rule, resource), MAX_ISSUES))


def refuse_broken(resource: Json, version: FhirVersion) -> None:
    """Raises BadRequest for a resource in a request with a rule violation that makes it meaningless."""
    errors = [issue for issue in check(resource, version) if issue.severity == "error"]
    if errors:
        raise BadRequest(*errors)


def repeated_codes(resource: Json) -> tuple[Issue, ...]:
    """Warns if a code system defines a code more than once (csd-1): the first definition counts."""
    if resource.get("resourceType") != "CodeSystem":
        return ()
    return tuple(_issues(REPEATED_CODES, resource))


def _issues(rule: Invariant, resource: Json) -> Iterator[Issue]:
    root, *names = rule.path.split(".")
    for element, path in _elements(resource, names, root):
        found = rule.is_broken(element, resource)
        if found is not False:
            text = f"{path}: {rule.text.format(found=found)} ({rule.id})"
            yield Issue(rule.severity, "invariant", text, "invalid-data", expression=(path,))


def _elements(element: Json, names: list[str], path: str) -> Iterator[tuple[Json, str]]:
    """The elements at the end of the path, with their FHIRPath: depth first, not by recursion where they nest."""
    if not names:
        yield element, path
        return
    name, *rest = names
    pending = list(reversed(_children(element, name, path)))
    while pending:
        child, place = pending.pop()
        yield from _elements(child, rest, place)
        if name in NESTING:
            pending.extend(reversed(_children(child, name, place)))


NESTING = frozenset({"concept", "contains"})


def _children(element: Json, name: str, path: str) -> list[tuple[Json, str]]:
    value = element.get(name)
    if isinstance(value, list):
        return [(item, f"{path}.{name}[{index}]") for index, item in enumerate(value) if isinstance(item, dict)]
    return [(value, f"{path}.{name}")] if isinstance(value, dict) else []


def _objects(element: Json, name: str) -> list[Json]:
    return [child for child, _ in _children(element, name, "")]


def _name_is_no_identifier(element: Json, _: Json) -> "str | bool":
    name = element.get("name")
    return name if isinstance(name, str) and not NAME.fullmatch(name) else False


def _has_in_url(characters: str) -> Broken:
    def is_broken(element: Json, _: Json) -> "str | bool":
        url = element.get("url")
        return url if isinstance(url, str) and any(character in url for character in characters) else False

    return is_broken


def _repeated_codes(code_system: Json, _: Json) -> "str | bool":
    """The first few codes that are defined more than once."""
    seen: set[str] = set()
    repeated: set[str] = set()
    pending = _objects(code_system, "concept")
    while pending:
        concept = pending.pop()
        if isinstance(code := concept.get("code"), str):
            (repeated if code in seen else seen).add(code)
        pending.extend(_objects(concept, "concept"))
    few = ", ".join(f"'{code}'" for code in sorted(repeated)[:5])
    return f"{len(repeated):,} times, for example {few}" if repeated else False


def _has_hierarchy(code_system: Json, _: Json) -> bool:
    return "hierarchyMeaning" not in code_system and any(
        "concept" in concept or any(item.get("code") in ("parent", "child") for item in _objects(concept, "property"))
        for concept in _objects(code_system, "concept")
    )


def _has_no_use(designation: Json, _: Json) -> bool:
    return "additionalUse" in designation and "use" not in designation


def _lacks_comment(target: Json, concept_map: Json) -> bool:
    unclear = target.get("relationship") in ("source-is-broader-than-target", "not-related-to") or target.get(
        "equivalence"
    ) in ("narrower", "inexact")
    return unclear and "comment" not in target and concept_map.get("status") != "draft"


def _is_not_one_of(*names: str) -> Broken:
    """Whether neither or both of two members are present."""
    return lambda element, _: sum(any(key.startswith(name) for key in element) for name in names) != 1


def _value_and_value_set(item: Json, _: Json) -> bool:
    values = [name for name in item if name.startswith("value") and name != "valueSet"]
    return bool(values) == ("valueSet" in item)


def _is_fixed_without_code(unmapped: Json, _: Json) -> bool:
    return unmapped.get("mode") == "fixed" and ("code" in unmapped) == ("valueSet" in unmapped)


def _leads_nowhere(unmapped: Json, _: Json) -> bool:
    return unmapped.get("mode") == "other-map" and "otherMap" not in unmapped and "url" not in unmapped


def _has_code_but_is_not_fixed(unmapped: Json, _: Json) -> bool:
    return unmapped.get("mode") != "fixed" and not unmapped.keys().isdisjoint({"code", "display", "valueSet"})


def _lacks_relationship(unmapped: Json, _: Json) -> bool:
    return unmapped.get("mode") != "other-map" and "relationship" not in unmapped


def _has_other_map(unmapped: Json, _: Json) -> bool:
    return unmapped.get("mode") not in (None, "other-map") and "otherMap" in unmapped


def _included(id: str, severity: Severity, is_broken: Broken, text: str) -> tuple[Invariant, Invariant]:
    return (
        Invariant(id, severity, "ValueSet.compose.include", is_broken, text),
        Invariant(id, severity, "ValueSet.compose.exclude", is_broken, text),
    )


def _of_each(id: str, severity: Severity, is_broken: Broken, text: str) -> tuple[Invariant, ...]:
    return tuple(Invariant(id, severity, type_, is_broken, text) for type_ in ("CodeSystem", "ValueSet", "ConceptMap"))


CONTAINS = "ValueSet.expansion.contains"
TARGET = "ConceptMap.group.element.target"
UNMAPPED = "ConceptMap.group.unmapped"
REPEATED_CODES = Invariant(
    "csd-1", "warning", "CodeSystem", _repeated_codes, "a code is defined more than once, {found}"
)
INVARIANTS: tuple[Invariant, ...] = (
    *_of_each("cnl-0", "warning", _name_is_no_identifier, "the name '{found}' is not usable as an identifier"),
    *_of_each("cnl-1", "error", _has_in_url("|"), "'{found}' cannot be referred to: it has the sign of versions, |"),
    *_of_each("cnl-1", "warning", _has_in_url("# "), "'{found}' is hard to refer to: it has a # or a blank"),
    REPEATED_CODES,
    Invariant("csd-2", "warning", "CodeSystem", _has_hierarchy, "concepts nest, and hierarchyMeaning is not stated"),
    Invariant(
        "csd-4",
        "error",
        "CodeSystem",
        lambda it, _: it.get("content") == "supplement" and "supplements" not in it,
        "a supplement has to name the code system that it supplements",
    ),
    Invariant(
        *("csd-5", "warning", "CodeSystem.concept.designation", _has_no_use, "there is an additionalUse and no use"),
        ONLY_R5,
    ),
    *_included(
        *("vsd-1", "error", lambda it, _: "system" not in it and not it.get("valueSet")),
        "neither a system nor a value set is named",
    ),
    *_included(
        *("vsd-2", "error", lambda it, _: "system" not in it and bool(it.get("concept") or it.get("filter"))),
        "concepts and filters need a system",
    ),
    *_included(
        *("vsd-3", "error", lambda it, _: bool(it.get("concept") and it.get("filter"))),
        "an include has either concepts or filters, not both",
    ),
    Invariant(
        *("vsd-6", "warning", CONTAINS, lambda it, _: "code" not in it and "display" not in it),
        "there is neither a code nor a display",
    ),
    Invariant(
        *("vsd-9", "warning", CONTAINS, lambda it, _: "code" not in it and it.get("abstract") is not True),
        "there is no code, and it is not abstract",
    ),
    Invariant(
        *("vsd-10", "warning", CONTAINS, lambda it, _: "code" in it and "system" not in it), "the code has no system"
    ),
    Invariant("cmd-1", "warning", TARGET, _lacks_comment, "a comment must say what the mapping loses"),
    Invariant("cmd-2", "error", UNMAPPED, _is_fixed_without_code, "fixed needs either a code or a value set"),
    Invariant("cmd-3", "error", UNMAPPED, _leads_nowhere, "other-map names no other map"),
    Invariant(
        *("cmd-4", "error", "ConceptMap.group.element"),
        *(lambda it, _: it.get("noMap") is True and bool(it.get("target")), "noMap is true, and there is a target"),
        ONLY_R5,
    ),
    Invariant(
        *("cmd-5", "warning", "ConceptMap.group.element", _is_not_one_of("code", "valueSet")),
        *("either a code or a value set is mapped", ONLY_R5),
    ),
    Invariant(
        *("cmd-7", "warning", TARGET, _is_not_one_of("code", "valueSet")),
        *("the target is either a code or a value set", ONLY_R5),
    ),
    Invariant(
        *("cmd-6", "warning", f"{TARGET}.dependsOn", _value_and_value_set),
        *("either a value or a value set is stated", ONLY_R5),
    ),
    Invariant(
        *("cmd-6", "warning", f"{TARGET}.product", _value_and_value_set),
        *("either a value or a value set is stated", ONLY_R5),
    ),
    Invariant(
        *("cmd-8", "warning", UNMAPPED, _has_code_but_is_not_fixed),
        *("a code, display or value set is for fixed alone", ONLY_R5),
    ),
    Invariant("cmd-9", "warning", UNMAPPED, _lacks_relationship, "the relationship is not stated", ONLY_R5),
    Invariant("cmd-10", "warning", UNMAPPED, _has_other_map, "another map is for other-map alone", ONLY_R5),
    Invariant(
        *("cmd-11", "warning", "ConceptMap.property", lambda it, _: it.get("type") == "code" and "system" not in it),
        *("a property of type code needs a system", ONLY_R5),
    ),
)
