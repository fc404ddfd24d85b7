"""R5-only elements as HL7's cross-version extensions in R4, at every depth, driven by the element tables.

    R5 CodeSystem.copyrightLabel = "…"        R4 extension  …/extension-CodeSystem.copyrightLabel   valueString "…"
    R5 …contains.property {code, valueCode}   R4 extension  …/extension-ValueSet.expansion.contains.property
                                                            with the parts `code` and `value`

Where the versions represent the same thing differently, a rule for that type (the other modules here) runs before this
on the way to R4, and after it on the way back. Inputs are never changed in place, and anything not shaped like FHIR
passes through: validation happens elsewhere. Five changes inside datatypes that occur here only in extensions are not
converted: Attachment.size, RelatedArtifact.url, SampledData.period, Dosage and R4's Contributor.
Source: https://hl7.org/fhir/R5/versions.html#extensions
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from fhir_resources.structure_definitions import ElementDefinition, find_elements, open_types
from fhir_resources.version import FhirVersion

R5_EXTENSION = "http://hl7.org/fhir/5.0/StructureDefinition/extension-"
# As the url of an extension, in JSON or XML: some writers of JSON escape every slash.
_CARRIED = re.compile(
    R5_EXTENSION.replace(".", r"\.").replace("/", r"\\?/").join((r"""\burl"?\s*[:=]\s*["']""", "")).encode()
)
_CARRIED_IN_PART = R5_EXTENSION.rpartition("/")[2].encode()
_ABSTRACT_OWNERS = {"versionAlgorithm": "CanonicalResource"}  # HL7 names this one after the type that introduced it

Json = dict[str, Any]
Rule = Callable[[Json], Json]


def count_carried(content: bytes) -> int:
    """The number of extensions in a file that represent R5-only elements: useful in R4, redundant in R5.

    Searches the text without parsing it, because the resource can be large.
    """
    if _CARRIED_IN_PART not in content:  # true for nearly all files, and ten times as fast
        return 0
    return sum(1 for _ in _CARRIED.finditer(content))


def to_r4(element: Json, type_: str, rules: Mapping[str, Rule]) -> Json:
    """An R5 resource, backbone element or datatype as R4; the same object where nothing in it can differ."""
    may_differ = _may_differ(type_, FhirVersion.R5)
    if type_ in rules:
        element = rules[type_](element)
    elif element.keys().isdisjoint(may_differ):
        return element
    known, only_r5 = find_elements(type_, FhirVersion.R5) or {}, _only_in_r5(type_)
    result: Json = {}
    moved: list[Json] = []
    for name, value in element.items():
        if name not in may_differ:
            result[name] = value
        elif name in only_r5:
            definition = only_r5[name]
            moved.extend(_write(_url(type_, definition), definition, value, rules))
        elif name in known:
            result[name] = _children(value, known[name], rules, to_r4)
    if moved:
        result["extension"] = [*_items(result.get("extension")), *moved]
    return result


def to_r5(element: Json, type_: str, rules: Mapping[str, Rule]) -> Json:
    """An R4 resource, backbone element or datatype as R5; the same object where nothing in it can differ."""
    if type_ not in rules and element.keys().isdisjoint(_may_differ(type_, FhirVersion.R4)):
        return element
    known = find_elements(type_, FhirVersion.R4) or {}
    by_url = _extension_urls(type_)
    result = {
        name: _children(value, known[name], rules, to_r5) if name in known else value for name, value in element.items()
    }
    extensions = _items(result.get("extension"))
    if any(_is_ours(item, by_url) for item in extensions):
        del result["extension"]
        _restore(result, extensions, by_url, rules)
    return rules[type_](result) if type_ in rules else result


@cache
def _only_in_r5(type_: str) -> Mapping[str, ElementDefinition]:
    """The elements of the type that R5 has and R4 does not, by JSON name."""
    r4, r5 = find_elements(type_, FhirVersion.R4) or {}, find_elements(type_, FhirVersion.R5) or {}
    return {name: definition for name, definition in r5.items() if name not in r4}


@cache
def _may_differ(type_: str, version: FhirVersion) -> frozenset[str]:
    """The JSON names of the type's elements that have child elements in this version, and of those that R4 lacks.

    The latter with their primitive companions (`_copyrightLabel`), which an extension cannot carry.
    """
    elements = find_elements(type_, version) or {}
    lacking = {name for only in _only_in_r5(type_) for name in (only, f"_{only}")}
    return frozenset(lacking | {name for name, definition in elements.items() if not definition.is_primitive})


@cache
def _extension_urls(type_: str) -> Mapping[str, ElementDefinition]:
    """The elements that only R5 has, by the url of their extension."""
    return {_url(type_, definition): definition for definition in _only_in_r5(type_).values()}


def _children(value: Any, definition: ElementDefinition, rules: Mapping[str, Rule], convert: Any) -> Any:
    if definition.is_primitive:
        return value
    if isinstance(value, list):
        return [_child(item, definition, rules, convert) for item in value]
    return _child(value, definition, rules, convert)


def _child(value: Any, definition: ElementDefinition, rules: Mapping[str, Rule], convert: Any) -> Any:
    if not isinstance(value, dict):
        return value
    type_ = value.get("resourceType") if definition.type == "Resource" else definition.type
    return convert(value, type_, rules) if isinstance(type_, str) else value


def _url(type_: str, definition: ElementDefinition) -> str:
    return f"{R5_EXTENSION}{_ABSTRACT_OWNERS.get(definition.stem, type_)}.{definition.stem}"


def _write(url: str, definition: ElementDefinition, value: Any, rules: Mapping[str, Rule]) -> Iterator[Json]:
    """The extensions, with this url, that carry an R5 element: one for each item of a list.

    A choice of a type that R4 lacks (integer64, RatioRange, …) and a resource are dropped.
    """
    for item in value if isinstance(value, list) else [value]:
        if definition.type in open_types(FhirVersion.R4):
            name = "value" + definition.type[0].upper() + definition.type[1:]
            yield {"url": url, name: _child(item, definition, rules, to_r4)}
        elif definition.name == definition.stem and definition.type != "Resource" and isinstance(item, dict):
            yield {"extension": list(_write_parts(item, definition.type, rules)), "url": url}


def _write_parts(element: Json, type_: str, rules: Mapping[str, Rule]) -> Iterator[Json]:
    known = find_elements(type_, FhirVersion.R5) or {}
    for name, value in element.items():
        if name == "extension":
            yield from (to_r4(item, "Extension", rules) if isinstance(item, dict) else item for item in _items(value))
        elif name in known:
            yield from _write(known[name].stem, known[name], value, rules)


def _is_ours(extension: Any, by_url: Mapping[str, ElementDefinition]) -> bool:
    return isinstance(extension, dict) and _key(extension) in by_url


def _key(extension: Json) -> str:
    """The url; tools have written the part of a choice as `value` and as `value[x]`."""
    return str(extension.get("url")).removesuffix("[x]")


def _restore(
    target: Json, extensions: list[Any], by_url: Mapping[str, ElementDefinition], rules: Mapping[str, Rule]
) -> None:
    """Turns each extension that represents an R5 element back into it, and leaves other extensions alone."""
    for extension in extensions:
        if not _is_ours(extension, by_url):
            target.setdefault("extension", []).append(extension)
            continue
        definition = by_url[_key(extension)]
        name, value = _read(extension, definition, rules)
        if definition.is_list:
            target.setdefault(name, []).append(value)
        else:
            target[name] = value


def _read(extension: Json, definition: ElementDefinition, rules: Mapping[str, Rule]) -> tuple[str, Any]:
    """The JSON name and value of the R5 element that the extension carries."""
    typed = next((name for name in extension if name.startswith("value")), None)
    if typed is not None:
        is_choice = definition.name != definition.stem
        value = _child(extension[typed], definition, rules, to_r5)
        return definition.stem + typed.removeprefix("value") if is_choice else definition.name, value
    element: Json = {}
    parts = {item.stem: item for item in (find_elements(definition.type, FhirVersion.R5) or {}).values()}
    _restore(element, _items(extension.get("extension")), parts, rules)
    return definition.name, element


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
