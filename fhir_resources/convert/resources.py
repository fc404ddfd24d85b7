"""Converts any resource between R5, the internal version, and R4. JSON to JSON; called for requests and responses.

Elements that R4 lacks become extensions (`cross_version.py`); elements that differ have a rule in the resource's own
module. Operation parameter names are not converted here: `operations/` reads the names of both versions.
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
