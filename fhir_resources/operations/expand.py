"""ValueSet/$expand: Parameters → ExpandRequest, ExpandResult → ValueSet.

Source: https://hl7.org/fhir/R5/valueset-operation-expand.html
"""

from dataclasses import replace
from datetime import datetime

from fhir_resources import value_set
from fhir_resources.elements import Json, members, write_extensions, write_value
from fhir_resources.operations import value_set_reference
from fhir_resources.parameters import Parameters
from terminology.core.model import Value
from terminology.core.requests import Context, ExpandRequest
from terminology.core.results import ExpandResult
from terminology.core.value_sets import ExpansionParameter, ValueSet

# Request parameters that the expansion echoes; the others are visible in the answer, or do not affect it.
ECHOED_BOOLEANS = ("activeOnly", "excludeNested", "excludeNotForUI", "includeDefinition", "includeDesignations")
ECHOED_INTEGERS = ("count", "offset")
# Parameters that control the evaluation: the expansion's parameters state the outcome. The required supplement is
# echoed, as HL7's test extensions-echo-enumerated requires.
STEERING = frozenset({"http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter"})
ECHOED_TEXTS = ("date", "designation", "exclude-system", "filter")


def read(parameters: Parameters, context: Context, limit_codes: int, largest_count: int | None = None) -> ExpandRequest:
    """`limit_codes` is the maximum size of an expansion without a count, `largest_count` of one page.

    Raises BadRequest.
    """
    parameters.boolean("excludePostCoordinated")
    return ExpandRequest(
        value_set=value_set_reference.read(parameters),
        filter=parameters.text("filter"),
        offset=parameters.integer("offset"),
        count=parameters.integer("count"),
        includes_designations=bool(parameters.boolean("includeDesignations")),
        designations=parameters.texts("designation"),
        includes_definition=bool(parameters.boolean("includeDefinition")),
        only_active=bool(parameters.boolean("activeOnly")),
        excludes_nested=bool(parameters.boolean("excludeNested")),
        excludes_not_for_ui=bool(parameters.boolean("excludeNotForUI")),
        exclude_systems=parameters.texts("exclude-system"),
        properties=parameters.texts("property"),
        supplied=_echoed_parameters(parameters),
        limit_codes=limit_codes,
        largest_count=largest_count,
        context=context,
    )


def _echoed_parameters(parameters: Parameters) -> tuple[ExpansionParameter, ...]:
    flags = ((name, "boolean", parameters.boolean(name)) for name in ECHOED_BOOLEANS)
    counts = ((name, "integer", parameters.integer(name)) for name in ECHOED_INTEGERS)
    texts = ((name, "string", text) for name in ECHOED_TEXTS for text in parameters.texts(name))
    supplied = (item for group in (flags, counts, texts) for item in group)
    return tuple(ExpansionParameter(name, type, content) for name, type, content in supplied if content is not None)


def write(result: ExpandResult, identifier: str, timestamp: datetime) -> Json:
    """The value set with its expansion and, if requested, its definition. `timestamp` has a time zone."""
    answer = _write_definition(result.value_set) if result.includes_definition else _write_name(result.value_set)
    answer["expansion"] = members(
        extension=write_extensions(result.extensions),
        **stamp(identifier, timestamp),
        total=result.total,
        offset=result.offset,
        parameter=[{"name": item.name, **write_value(Value(item.type, item.content))} for item in result.parameters],
        property=[members(code=item.code, uri=item.uri) for item in result.properties],
        contains=[value_set.write_contains(item) for item in result.contains],
    )
    return answer


def stamp(identifier: str, timestamp: datetime) -> Json:
    """The two adjacent members that change in each answer even if the expansion is the same."""
    return {"identifier": identifier, "timestamp": timestamp.isoformat(timespec="seconds")}


def identifier_of(id: str) -> str:
    return f"urn:uuid:{id}"


def _write_definition(definition: ValueSet) -> Json:
    return value_set.write(replace(definition, expansion=None))


def _write_name(definition: ValueSet) -> Json:
    """The elements that identify the expanded value set, without its purpose and the expansion parameters."""
    extensions = tuple(item for item in definition.header.extensions if item.url not in STEERING)
    header = replace(definition.header, description=None, copyright=None, standards_status=None, extensions=extensions)
    return value_set.write_value_set_header(header)
