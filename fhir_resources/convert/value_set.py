"""ValueSet R4 ↔ R5: the filter operators that R4 lacks travel as an extension of `op`, which then has no value.

Source: https://hl7.org/fhir/R5/valueset-filter-operator.html and the extensions of https://hl7.org/fhir/R5/versions.html
"""

from typing import Any

from fhir_resources.convert.cross_version import R5_EXTENSION, Json, Rule

R5_OPERATORS = ("child-of", "descendent-leaf")
OPERATOR = f"{R5_EXTENSION}ValueSet.compose.include.filter.op"


def _include_to_r4(include: Json) -> Json:
    return _with_filters(include, _filter_to_r4)


def _include_to_r5(include: Json) -> Json:
    return _with_filters(include, _filter_to_r5)


def _with_filters(include: Json, convert: Rule) -> Json:
    if not isinstance(include.get("filter"), list):
        return include
    return include | {"filter": [convert(item) if isinstance(item, dict) else item for item in include["filter"]]}


def _filter_to_r4(filter: Json) -> Json:
    if filter.get("op") not in R5_OPERATORS:
        return filter
    rest = {name: value for name, value in filter.items() if name not in ("op", "_op")}
    return rest | {"_op": {"extension": [*_extensions(filter), {"url": OPERATOR, "valueCode": filter["op"]}]}}


def _filter_to_r5(filter: Json) -> Json:
    operator = next((item.get("valueCode") for item in _extensions(filter) if item.get("url") == OPERATOR), None)
    if operator is None:
        return filter
    others = [item for item in _extensions(filter) if item.get("url") != OPERATOR]
    rest = {name: value for name, value in filter.items() if name != "_op"}
    return rest | {"op": operator} | ({"_op": {"extension": others}} if others else {})


def _extensions(filter: Json) -> list[Any]:
    companion = filter.get("_op")
    extensions = companion.get("extension") if isinstance(companion, dict) else None
    return [item for item in extensions if isinstance(item, dict)] if isinstance(extensions, list) else []


TO_R4: dict[str, Rule] = {"ValueSet.compose.include": _include_to_r4}
TO_R5: dict[str, Rule] = {"ValueSet.compose.include": _include_to_r5}
