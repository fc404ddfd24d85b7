"""CodeSystem: R5 JSON ↔ core.

Source: https://hl7.org/fhir/R5/codesystem.html. Concepts nest in FHIR and are a list with `parents` in core; the
properties `parent` and `child` stay properties. `aliases` and `version_aliases` are internal to this server and have no
FHIR element; `replaces` is FHIR's extension of that name.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast, get_args

from fhir_resources.canonical_resource import find_extension_value, read_header, without_extension, write_header
from fhir_resources.elements import (
    Json,
    JsonElement,
    members,
    read_designation,
    read_extensions,
    read_properties,
    read_resource,
    read_value,
    write_designation,
    write_extensions,
    write_property,
    write_value,
)
from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Coding,
    Concept,
    ContentMode,
    Extension,
    FilterDefinition,
    Property,
    PropertyDefinition,
    PropertyType,
    Value,
)

PARENT = "parent"
REPLACES = "http://hl7.org/fhir/StructureDefinition/replaces"
# A property's values come from a whole code system when this extension names its implicit value set.
PROPERTY_VALUE_SET = "http://hl7.org/fhir/StructureDefinition/codesystem-property-valueset"
_WHOLE_SYSTEM = "?fhir_vs"
_VERSION_ALGORITHMS = "http://hl7.org/fhir/version-algorithm"
_STANDARD_ALGORITHMS = ("semver", "integer", "alpha", "date", "natural")


def read(resource: Mapping[str, Any]) -> CodeSystem:
    """The code system that the R5 resource holds. Raises InvalidResource, with the expression of what is wrong.

    A code that is defined twice has its first definition and every parent under which it occurs.
    """
    root = read_resource(resource, "CodeSystem")
    concepts: dict[str, Concept] = {}
    above: dict[str, dict[str, None]] = {}
    for concept, parent in _read_concepts(root, None):
        concepts.setdefault(concept.code, concept)
        if parent is not None:
            above.setdefault(concept.code, {})[parent] = None
    parents = {code: tuple(found) for code, found in above.items()}
    return CodeSystem(read_code_system_header(root), tuple(concepts.values()), parents)


def read_code_system_header(root: JsonElement) -> CodeSystemHeader:
    header = read_header(root, root.required_text("url"))
    replaces = tuple(str(item.value.content) for item in header["extensions"] if item.url == REPLACES and item.value)
    header["extensions"] = without_extension(header["extensions"], REPLACES)
    case_sensitive = root.boolean("caseSensitive")
    period = root.find("effectivePeriod")
    return CodeSystemHeader(
        **header,
        replaces=replaces,
        content=cast(ContentMode, _one_of(root, "content", get_args(ContentMode))),
        case_sensitive=True if case_sensitive is None else case_sensitive,
        hierarchy_meaning=root.text("hierarchyMeaning"),
        compositional=bool(root.boolean("compositional")),
        version_needed=bool(root.boolean("versionNeeded")),
        value_set=root.text("valueSet"),
        supplements=root.text("supplements"),
        version_algorithm=_read_version_algorithm(root),
        effective_start=period.text("start") if period else None,
        effective_end=period.text("end") if period else None,
        properties=tuple(map(_read_property_definition, root.items("property"))),
        filters=tuple(map(_read_filter_definition, root.items("filter"))),
    )


def write(code_system: CodeSystem) -> Json:
    """The R5 resource. A concept with several parents nests below the first; the others become `parent` properties."""
    below: dict[str | None, list[tuple[Concept, tuple[Property, ...]]]] = {}
    for concept in code_system.concepts:
        above = code_system.parents.get(concept.code, ())
        more = tuple(Property(PARENT, Value("code", parent)) for parent in above[1:])
        below.setdefault(above[0] if above else None, []).append((concept, more))
    resource = write_code_system_header(code_system.header)
    return resource | members(concept=_write_nested(below, None))


def write_code_system_header(header: CodeSystemHeader) -> Json:
    """The resource without its concepts, as a summary shows it."""
    replaces = (Extension(REPLACES, Value("canonical", url)) for url in header.replaces)
    resource = write_header("CodeSystem", header, *replaces) | members(
        effectivePeriod=members(start=header.effective_start, end=header.effective_end) or None,
        caseSensitive=header.case_sensitive,
        valueSet=header.value_set,
        hierarchyMeaning=header.hierarchy_meaning,
        compositional=header.compositional or None,
        versionNeeded=header.version_needed or None,
        content="fragment" if header.has_grammar else header.content,
        supplements=header.supplements,
        filter=[_write_filter_definition(item) for item in header.filters],
        property=[_write_property_definition(item) for item in header.properties],
    )
    return resource | _write_version_algorithm(header.version_algorithm)


def _read_concepts(element: JsonElement, parent: str | None) -> Iterator[tuple[Concept, str | None]]:
    """Each concept with the code it is nested under, depth first."""
    for item in element.items("concept"):
        concept = Concept(
            code=item.required_text("code"),
            display=item.text("display"),
            definition=item.text("definition"),
            designations=tuple(map(read_designation, item.items("designation"))),
            properties=read_properties(item),
            extensions=read_extensions(item),
        )
        yield concept, parent
        yield from _read_concepts(item, concept.code)


def _write_nested(
    below: Mapping[str | None, list[tuple[Concept, tuple[Property, ...]]]], top: str | None
) -> list[Json]:
    return [
        write_concept(concept, *more) | members(concept=_write_nested(below, concept.code))
        for concept, more in below.get(top, ())
    ]


def write_concept(concept: Concept, *more: Property) -> Json:
    """The concept without its children; `more` properties follow its own."""
    return members(
        extension=write_extensions(concept.extensions),
        code=concept.code,
        display=concept.display,
        definition=concept.definition,
        designation=[write_designation(item) for item in concept.designations],
        property=[write_property(item) for item in (*concept.properties, *more)],
    )


def _read_property_definition(item: JsonElement) -> PropertyDefinition:
    value_set = find_extension_value(read_extensions(item), PROPERTY_VALUE_SET) or ""
    return PropertyDefinition(
        code=item.required_text("code"),
        type=cast(PropertyType, _one_of(item, "type", get_args(PropertyType))),
        uri=item.text("uri"),
        description=item.text("description"),
        code_system=value_set.removesuffix(_WHOLE_SYSTEM) if value_set.endswith(_WHOLE_SYSTEM) else None,
    )


def _write_property_definition(definition: PropertyDefinition) -> Json:
    system = definition.code_system
    value_set = [Extension(PROPERTY_VALUE_SET, Value("canonical", system + _WHOLE_SYSTEM))] if system else []
    return members(
        extension=write_extensions(value_set),
        code=definition.code,
        uri=definition.uri,
        description=definition.description,
        type=definition.type,
    )


def _read_filter_definition(item: JsonElement) -> FilterDefinition:
    return FilterDefinition(
        code=item.required_text("code"),
        operators=item.texts("operator"),
        value=item.required_text("value"),
        description=item.text("description"),
    )


def _write_filter_definition(definition: FilterDefinition) -> Json:
    return members(
        code=definition.code,
        description=definition.description,
        operator=list(definition.operators),
        value=definition.value,
    )


def _read_version_algorithm(root: JsonElement) -> str | None:
    value = read_value(root, "versionAlgorithm")
    content = value.content if value else None
    return content.code if isinstance(content, Coding) else None if content is None else str(content)


def _write_version_algorithm(algorithm: str | None) -> Json:
    if algorithm is None:
        return {}
    if algorithm in _STANDARD_ALGORITHMS:
        return write_value(Value("Coding", Coding(_VERSION_ALGORITHMS, algorithm)), "versionAlgorithm")
    return write_value(Value("string", algorithm), "versionAlgorithm")


def _one_of(element: JsonElement, name: str, allowed: tuple[str, ...]) -> str:
    value = element.required_text(name)
    if value not in allowed:
        raise element.invalid(name, f"must be one of {', '.join(allowed)}, not '{value}'")
    return value
