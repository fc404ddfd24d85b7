"""CodeSystem R5 → R4: drops two filter operators that are new in R5; R4 → R5 needs no rule."""

from fhir_resources.convert.cross_version import Json, Rule
from fhir_resources.convert.value_set import R5_OPERATORS


def _to_r4(code_system: Json) -> Json:
    """Removes operators that R4 lacks, and filters left without any (R4 requires one)."""
    if not isinstance(code_system.get("filter"), list):
        return code_system
    filters = [_without_r5_operators(item) for item in code_system["filter"] if isinstance(item, dict)]
    retained = [item for item in filters if item.get("operator")]
    rest = {name: value for name, value in code_system.items() if name != "filter"}
    return rest | {"filter": retained} if retained else rest


def _without_r5_operators(filter: Json) -> Json:
    operators = filter.get("operator")
    if not isinstance(operators, list):
        return filter
    return filter | {"operator": [operator for operator in operators if operator not in R5_OPERATORS]}


TO_R4: dict[str, Rule] = {"CodeSystem": _to_r4}
