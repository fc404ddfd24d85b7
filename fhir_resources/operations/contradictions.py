"""Refuses contradictory parameters: a code and a different coding, a url and a different resource.

A table maps each operation's parameters to the facts they state; two parameters with the same fact must agree, because
the answer would silently ignore one of them. Called by `library/answering.py` before it reads an operation.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

from fhir_resources.parameters import Parameters
from terminology.core import canonical
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

Where = tuple[str, str]  # a parameter, and the member of its value; "" is the value itself
SameSystem = Callable[[str], str]

URL_FACTS = ("system", "url", "other url")
_CODINGS = ("coding", "codeableConcept")
_SOURCES = ("coding", "codeableConcept", "sourceCoding", "sourceCodeableConcept")


def _of(names: tuple[str, ...], member: str) -> tuple[Where, ...]:
    return tuple((name, member) for name in names)


# The facts, by operation; `system` is a url in any known spelling, with or without its version.
FACTS: Mapping[str, Mapping[str, tuple[Where, ...]]] = {
    "CodeSystem-lookup": {
        "code": (("code", ""), ("coding", "code")),
        "system": (("system", ""), ("coding", "system")),
        "version": (("version", ""), ("coding", "version")),
    },
    "CodeSystem-validate-code": {
        "code": (("code", ""), *_of(_CODINGS, "code")),
        "display": (("display", ""), *_of(_CODINGS, "display")),
        "system": (("url", ""), ("system", ""), ("codeSystem", "url"), *_of(_CODINGS, "system")),
        "version": (("version", ""), ("codeSystem", "version"), *_of(_CODINGS, "version")),
    },
    "ValueSet-validate-code": {
        "code": (("code", ""), *_of(_CODINGS, "code")),
        "display": (("display", ""), *_of(_CODINGS, "display")),
        "system": (("system", ""), *_of(_CODINGS, "system")),
        "version": (("systemVersion", ""), *_of(_CODINGS, "version")),
        "url": (("url", ""), ("valueSet", "url")),
        "value set version": (("valueSetVersion", ""), ("valueSet", "version")),
    },
    "ValueSet-expand": {
        "url": (("url", ""), ("valueSet", "url")),
        "value set version": (("valueSetVersion", ""), ("valueSet", "version")),
    },
    "ValueSet-health": {
        "url": (("url", ""), ("valueSet", "url")),
        "value set version": (("valueSetVersion", ""), ("valueSet", "version")),
    },
    "ValueSet-compare": {
        "url": (("thisUrl", ""), ("thisValueSet", "url")),
        "value set version": (("thisVersion", ""), ("thisValueSet", "version")),
        "other url": (("otherUrl", ""), ("otherValueSet", "url")),
        "other version": (("otherVersion", ""), ("otherValueSet", "version")),
    },
    "CodeSystem-subsumes": {
        "code A": (("codeA", ""), ("codingA", "code")),
        "code B": (("codeB", ""), ("codingB", "code")),
        "system": (("system", ""), ("codingA", "system"), ("codingB", "system")),
        "version": (("version", ""), ("codingA", "version"), ("codingB", "version")),
    },
    "ConceptMap-translate": {
        "system": (("system", ""), ("sourceSystem", ""), *_of(_SOURCES, "system")),
        "version": (("version", ""), *_of(_SOURCES, "version")),
        "target system": (("targetSystem", ""), ("targetsystem", "")),
        "source scope": (("sourceScope", ""), ("source", "")),
        "target scope": (("targetScope", ""), ("target", "")),
        "url": (("url", ""), ("conceptMap", "url")),
        "map version": (("conceptMapVersion", ""), ("conceptMap", "version")),
    },
}


# `url|version` states a version too: the fact about the url, by the fact about its version.
JOINED: Mapping[str, str] = {
    "version": "system",
    "value set version": "url",
    "other version": "other url",
    "map version": "url",
}
AFTER_BAR = "|"  # ends the member of such a place
# Parameters that select the version of a code system or value set.
VERSION_RULES = ("system-version", "force-system-version", "check-system-version", "default-valueset-version")


def _with_joined(facts: Mapping[str, tuple[Where, ...]]) -> Mapping[str, tuple[Where, ...]]:
    def joined(fact: str) -> tuple[Where, ...]:
        return tuple((name, member + AFTER_BAR) for name, member in facts.get(JOINED.get(fact, ""), ()))

    return {fact: (*places, *joined(fact)) for fact, places in facts.items()}


_PLACES = {operation: _with_joined(facts) for operation, facts in FACTS.items()}


def rivals(operation: str, name: str) -> frozenset[str]:
    """The parameters of an operation that can state the same fact as the parameter `name`."""
    facts = FACTS.get(operation, {}).values()
    shared = ({other for other, _ in places} for places in facts if any(place[0] == name for place in places))
    return frozenset().union(*shared) - {name}


def refuse_contradictions(parameters: Parameters, same_system: SameSystem = str) -> None:
    """Raises BadRequest, naming both, for two parameters that state one fact differently.

    One coding of a CodeableConcept must agree. `same_system` maps all spellings of a url to one.
    """
    names = {item.name for item in parameters.items}
    for rule in VERSION_RULES:
        if rule in names:
            _refuse_two_versions(parameters, rule, same_system)
    for fact, all_places in _PLACES.get(parameters.definition.id, {}).items():
        places = [place for place in all_places if place[0] in names]
        if len(places) < 2:  # as in most requests
            continue
        stated = ((name, _values(parameters, name, member, fact, same_system)) for name, member in places)
        for (one, ones), (other, others) in combinations([item for item in stated if item[1]], 2):
            if not ones.isdisjoint(others) or (one == other and _has_codings(one)):
                continue
            if one == other:
                text = f"The parameter {one} contradicts itself: its version is '{min(ones)}' and '{min(others)}'"
            else:
                text = f"The parameters {one} and {other} contradict each other: '{min(ones)}' and '{min(others)}'"
            raise BadRequest(
                Issue("error", "invalid", text, "invalid-data", expression=tuple(dict.fromkeys((one, other))))
            )


def _has_codings(name: str) -> bool:
    """Whether it is a CodeableConcept, each coding of which has a system and a version of its own."""
    return name.lower().endswith("codeableconcept")


def _refuse_two_versions(parameters: Parameters, rule: str, same_system: SameSystem) -> None:
    """One rule, repeated, must not give one code system or value set two versions: only the first would count."""
    if not parameters.defines(rule):
        return
    found: dict[str, str | None] = {}
    for text in parameters.texts(rule):
        url, version = canonical.split(text)
        url = same_system(url)
        if found.setdefault(url, version) != version:
            both = f"'{found[url]}' and '{version}'"
            text = f"The parameter {rule} was repeated with different versions of '{url}': {both}"
            raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(rule,)))


def _values(parameters: Parameters, name: str, member: str, fact: str, same_system: SameSystem) -> set[str]:
    """A parameter's texts for a fact; a CodeableConcept can have several."""
    if member.endswith(AFTER_BAR):
        joined = (canonical.split(text)[1] for text in _texts(parameters.value(name), member[:-1]) if _is_joined(text))
        return {version for version in joined if version}
    texts = {text for text in _texts(parameters.value(name), member) if isinstance(text, str) and text}
    return {same_system(canonical.split(text)[0]) for text in texts} if fact in URL_FACTS else texts


def _is_joined(text: Any) -> bool:
    return isinstance(text, str) and AFTER_BAR in text


def _texts(value: Any, member: str) -> Iterator[Any]:
    if not member:
        yield value
    elif isinstance(value, dict) and isinstance(value.get("coding"), list):
        yield from (coding.get(member) for coding in value["coding"] if isinstance(coding, dict))
    elif isinstance(value, dict):
        yield value.get(member)
