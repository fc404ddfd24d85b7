"""ConceptMap R4 ↔ R5, the resource that changed most between the two.

    R5                                   R4
    identifier [a, b]                    identifier a, the others as extensions
    sourceScope[x], targetScope[x]       source[x], target[x]
    group.source "url|version"           group.source, group.sourceVersion (and target)
    element.noMap                        a target with equivalence `unmatched` and no code
    target.relationship                  target.equivalence: ten codes for five; the finer code becomes an extension
    dependsOn.attribute, its value[x]    dependsOn.property (a uri), system, value, display; what these cannot express,
                                         such as the type of the value, becomes extensions   (product likewise)
    unmapped.mode use-source-code        unmapped.mode provided
    unmapped.otherMap                    unmapped.url

Source: https://hl7.org/fhir/R5/conceptmap.html, https://hl7.org/fhir/R4/conceptmap.html; R4's equivalence codes map as
in https://hl7.org/fhir/R5/valueset-concept-map-relationship.html.
"""

from collections.abc import Callable
from itertools import chain, count
from typing import Any

from fhir_resources.convert.cross_version import R5_EXTENSION, Json, Rule

EQUIVALENCE = "http://hl7.org/fhir/1.0/StructureDefinition/extension-ConceptMap.element.target.equivalence"
IDENTIFIER = f"{R5_EXTENSION}ConceptMap.identifier"
NO_MAP_COMMENT = "http://hl7.org/fhir/4.0/StructureDefinition/extension-ConceptMap.group.element.target.comment"

EQUIVALENCES = {
    "related-to": "relatedto",
    "equivalent": "equivalent",
    "source-is-narrower-than-target": "wider",
    "source-is-broader-than-target": "narrower",
    "not-related-to": "disjoint",
}
_RELATIONSHIPS = {equivalence: relationship for relationship, equivalence in EQUIVALENCES.items()} | {
    "equal": "equivalent",
    "subsumes": "source-is-narrower-than-target",
    "specializes": "source-is-broader-than-target",
    "inexact": "related-to",
    "unmatched": "not-related-to",
}
VALUE_STRING, VALUE_CODING = "valueString", "valueCoding"
R4_OF_DEPENDENCY = frozenset({"property", "system", "value", "_value", "display"})
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_SCOPES = (("sourceScope", "source"), ("targetScope", "target"))


def _map_to_r4(concept_map: Json) -> Json:
    result = dict(concept_map)
    if isinstance(result.get("identifier"), list):
        first, *others = result.pop("identifier") or [None]
        extensions = [{"url": IDENTIFIER, "valueIdentifier": item} for item in others]
        _set_list(result, "extension", [*_objects(result, "extension"), *extensions])
        result |= {"identifier": first} if first is not None else {}
    for r5, r4 in _SCOPES:
        for kind in ("Uri", "Canonical"):
            _rename(result, r5 + kind, r4 + kind)
    attributes = _Attributes(_objects(result, "additionalAttribute"))
    return _with_dependencies(result, lambda item: _dependency_to_r4(item, attributes))


def _map_to_r5(concept_map: Json) -> Json:
    result = dict(concept_map)
    others, extensions = _split_extensions(result, IDENTIFIER)
    first = [result["identifier"]] if isinstance(result.get("identifier"), dict) else []
    _set_list(result, "extension", extensions)
    if first or others:
        result["identifier"] = [*first, *(item["valueIdentifier"] for item in others if "valueIdentifier" in item)]
    for r5, r4 in _SCOPES:
        for kind in ("Uri", "Canonical"):
            _rename(result, r4 + kind, r5 + kind)
    attributes = _Attributes(_objects(result, "additionalAttribute"))
    result = _with_dependencies(result, lambda item: _dependency_to_r5(item, attributes))
    return result | ({"additionalAttribute": attributes.declared} if attributes.declared else {})


def _group_to_r4(group: Json) -> Json:
    result = dict(group)
    for side in ("source", "target"):
        if isinstance(result.get(side), str) and "|" in result[side]:
            result[side], _, result[f"{side}Version"] = result[side].partition("|")
    return result


def _group_to_r5(group: Json) -> Json:
    result = dict(group)
    for side in ("source", "target"):
        version = result.pop(f"{side}Version", None)
        if version and side in result:
            result[side] = f"{result[side]}|{version}"
    return result


def _element_to_r4(element: Json) -> Json:
    if "noMap" not in element:
        return element
    result = {name: value for name, value in element.items() if name != "noMap"}
    if element["noMap"] is not True or _objects(element, "target"):  # with a target it contradicts itself
        return result
    comments, others = _split_extensions(result, NO_MAP_COMMENT)
    comment = {"comment": comments[0].get("valueString")} if comments else {}
    _set_list(result, "extension", others)
    return result | {"target": [{"equivalence": "unmatched", **comment}]}


def _element_to_r5(element: Json) -> Json:
    """Runs after the targets are converted: an `unmatched` target without a code becomes noMap."""
    targets = _objects(element, "target")
    mapped = [target for target in targets if not _is_unmatched(target)]
    if len(mapped) == len(targets):
        return element
    result = dict(element)
    _set_list(result, "target", mapped)
    if not mapped:
        comments = [target["comment"] for target in targets if "comment" in target][:1]
        extensions = [{"url": NO_MAP_COMMENT, "valueString": comment} for comment in comments]
        _set_list(result, "extension", [*_objects(result, "extension"), *extensions])
        result["noMap"] = True
    return result


def _is_unmatched(target: Json) -> bool:
    finer, _ = _split_extensions(target, EQUIVALENCE)
    return "code" not in target and any(item.get("valueCode") == "unmatched" for item in finer)


def _target_to_r4(target: Json) -> Json:
    result = {name: value for name, value in target.items() if name not in ("relationship", "_relationship")}
    finer, others = _split_extensions(target, EQUIVALENCE)
    companion = target.get("_relationship")
    if isinstance(companion, dict):  # where HL7's converters put the same extension
        finer += _split_extensions(companion, EQUIVALENCE)[0]
    _set_list(result, "extension", others)
    equivalence = finer[0].get("valueCode") if finer else EQUIVALENCES.get(str(target.get("relationship")))
    return result | ({"equivalence": equivalence} if equivalence else {})


def _target_to_r5(target: Json) -> Json:
    equivalence = target.get("equivalence")
    relationship = _RELATIONSHIPS.get(str(equivalence))
    if relationship is None:
        return target
    result = {name: value for name, value in target.items() if name != "equivalence"}
    if EQUIVALENCES[relationship] != equivalence:
        finer = {"url": EQUIVALENCE, "valueCode": equivalence}
        result["extension"] = [*_objects(result, "extension"), finer]
    return result | {"relationship": relationship}


def _unmapped_to_r4(unmapped: Json) -> Json:
    result = dict(unmapped)
    _rename(result, "otherMap", "url")
    return result | ({"mode": "provided"} if result.get("mode") == "use-source-code" else {})


def _unmapped_to_r5(unmapped: Json) -> Json:
    result = dict(unmapped)
    _rename(result, "url", "otherMap")
    return result | ({"mode": "use-source-code"} if result.get("mode") == "provided" else {})


def _end_of(uri: str) -> str:
    return uri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


class _Attributes:
    """R5 declares the attributes that R4 identifies only by uri; their codes come from the last part of the uri."""

    def __init__(self, declared: list[Json]) -> None:
        self.declared = list(declared)
        self._codes: dict[str, str] = {}  # by uri, and by code
        for item in declared:
            for name in (item.get("uri"), item.get("code")):
                if isinstance(name, str):
                    self._codes.setdefault(name, str(item.get("code")))
        self._uris = {str(item["code"]): str(item["uri"]) for item in declared if "code" in item and "uri" in item}
        self._taken = {str(item.get("code")) for item in declared}
        self._numbers = count(1)  # resumed, not restarted: thousands of equal suffixes would take quadratic time

    def uri(self, code: str) -> str | None:
        """The uri of a declared attribute, if it has one."""
        return self._uris.get(code)

    def find_code(self, uri: str) -> str | None:
        """The code of the declared attribute with this uri or this code."""
        return self._codes.get(uri)

    def code(self, uri: str, type_: str) -> str:
        if uri not in self._codes:
            code = self._free(uri)
            self.declared.append({"code": code, "uri": uri, "type": type_})
            self._taken.add(code)
            self._codes[uri] = code
            self._codes.setdefault(code, code)
        return self._codes[uri]

    def _free(self, uri: str) -> str:
        end = _end_of(uri)
        names = chain((end,), (f"{end}-{number}" for number in self._numbers))
        return next(name for name in names if name not in self._taken)


def _dependency_to_r4(item: Json, attributes: _Attributes) -> Json:
    """R4 needs a uri and a string. Anything these cannot express stays and becomes an extension (`cross_version.py`).

    R4 cannot express the type of a value, parts of a Coding beyond system, code and display, or a value set.
    """
    name = next((name for name in item if name.startswith("value") and name != "valueSet"), None)
    value = item.get(name) if name else item.get("valueSet")
    result = {key: content for key, content in item.items() if key not in ("attribute", name)}
    if "attribute" in item:
        attribute = str(item["attribute"])
        result["property"] = attributes.uri(attribute) or attribute.replace(" ", "%20")
        if attributes.find_code(result["property"]) != attribute:
            result["attribute"] = attribute
    stated = _value_in_r4(value)
    if name and (name, stated) not in ((VALUE_STRING, {"value": value}), (VALUE_CODING, _without_type(value))):
        result[name] = value
    return result | stated


def _without_type(value: Any) -> Json | None:
    """The R4 form of a Coding; None if R4 cannot express all of it."""
    is_expressible = isinstance(value, dict) and {"system", "code"} <= value.keys() <= {"system", "code", "display"}
    return _value_in_r4(value) if is_expressible else None


def _value_in_r4(value: Any) -> Json:
    """R4's system, value and display; R4 requires the value."""
    if isinstance(value, dict) and isinstance(value.get("code"), str) and "value" not in value:
        named = (("system", "system"), ("value", "code"), ("display", "display"))
        return {r4: value[r5] for r4, r5 in named if r5 in value}
    if isinstance(value, dict):  # a quantity, or a coding without a code
        parts = (value.get(name) for name in ("comparator", "value", "unit", "display", "system"))
        value = " ".join(str(part) for part in parts if part is not None)
    if value in (None, ""):
        return {"_value": {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}}
    return {"value": str(value).lower() if isinstance(value, bool) else str(value)}


def _dependency_to_r5(item: Json, attributes: _Attributes) -> Json:
    """Runs after the extensions are restored: they take precedence over R4's elements."""
    if "property" not in item:
        return item
    result = {name: value for name, value in item.items() if name not in R4_OF_DEPENDENCY}
    if any(name.startswith("value") and name != "valueSet" for name in result):
        stated: Json = {}
    elif "system" in item:
        named = (("system", "system"), ("code", "value"), ("display", "display"))
        stated = {VALUE_CODING: {r5: item[r4] for r5, r4 in named if r4 in item}}
    elif "value" not in item or item["value"] == item.get("valueSet"):
        stated = {}
    else:
        stated = {VALUE_STRING: item["value"]}
    if "attribute" not in result:
        type_ = "Coding" if VALUE_CODING in stated else "string"
        result = {"attribute": attributes.code(str(item["property"]), type_), **result}
    return result | stated


def _with_dependencies(concept_map: Json, convert: Callable[[Json], Json]) -> Json:
    """The map with every dependsOn and product converted."""

    def target(item: Json) -> Json:
        return _each(_each(item, "dependsOn", convert), "product", convert)

    def element(item: Json) -> Json:
        return _each(item, "target", target)

    return _each(concept_map, "group", lambda group: _each(group, "element", element))


def _each(element: Json, name: str, convert: Callable[[Json], Json]) -> Json:
    if not isinstance(element.get(name), list):
        return element
    return element | {name: [convert(item) if isinstance(item, dict) else item for item in element[name]]}


def _rename(element: Json, old: str, new: str) -> None:
    if old in element:
        element[new] = element.pop(old)


def _set_list(element: Json, name: str, values: list[Any]) -> None:
    element.pop(name, None)
    if values:
        element[name] = values


def _objects(element: Json, name: str) -> list[Json]:
    values = element.get(name)
    return [item for item in values if isinstance(item, dict)] if isinstance(values, list) else []


def _split_extensions(element: Json, url: str) -> tuple[list[Json], list[Json]]:
    """The extensions with this url, and the others."""
    extensions = _objects(element, "extension")
    return [e for e in extensions if e.get("url") == url], [e for e in extensions if e.get("url") != url]


TO_R4: dict[str, Rule] = {
    "ConceptMap": _map_to_r4,
    "ConceptMap.group": _group_to_r4,
    "ConceptMap.group.element": _element_to_r4,
    "ConceptMap.group.element.target": _target_to_r4,
    "ConceptMap.group.unmapped": _unmapped_to_r4,
}
TO_R5: dict[str, Rule] = {
    "ConceptMap": _map_to_r5,
    "ConceptMap.group": _group_to_r5,
    "ConceptMap.group.element": _element_to_r5,
    "ConceptMap.group.element.target": _target_to_r5,
    "ConceptMap.group.unmapped": _unmapped_to_r5,
}
