"""Any resource between R5, which is what this server thinks in, and R4. JSON to JSON; called where requests come in
and answers go out.

What R4 cannot say becomes an extension (`cross_version.py`); what it says differently has a rule in the module of the
resource. Parameter names of operations are not resources' business: `operations/` reads the names of both versions.
"""

from collections.abc import Mapping

from fhir_resources.convert import capability_statement, code_system, concept_map, cross_version, value_set
from fhir_resources.convert.cross_version import Json, Rule

_TO_R4: Mapping[str, Rule] = code_system.TO_R4 | value_set.TO_R4 | concept_map.TO_R4 | capability_statement.TO_R4
_TO_R5: Mapping[str, Rule] = value_set.TO_R5 | concept_map.TO_R5 | capability_statement.TO_R5


def to_r4(resource: Json) -> Json:
    """The R4 form of an R5 resource and of every resource inside it; other types than the table's stay as they are."""
    return cross_version.to_r4(resource, _type(resource), _TO_R4)


def to_r5(resource: Json) -> Json:
    """The R5 form of an R4 resource and of every resource inside it."""
    return cross_version.to_r5(resource, _type(resource), _TO_R5)


def _type(resource: Json) -> str:
    return str(resource.get("resourceType"))
