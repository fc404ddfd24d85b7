"""The definitions that a resource (R5 JSON) depends on: the canonicals in a value set's compose, a map's groups, …"""

from collections.abc import Iterator
from typing import Any

from fhir_resources.elements import Json


def canonical_references(resource: Json) -> frozenset[str]:
    """The canonicals as written, `url` or `url|version`; anything not shaped like FHIR is ignored."""
    return frozenset(item for item in _references(resource) if isinstance(item, str))


def _references(resource: Json) -> Iterator[Any]:
    match resource.get("resourceType"):
        case "ValueSet":
            compose = resource.get("compose")
            for name in ("include", "exclude"):
                for component in _objects(compose, name):
                    yield _pinned(component.get("system"), component.get("version"))
                    yield from _list(component, "valueSet")
        case "CodeSystem":
            yield resource.get("supplements")
            yield resource.get("valueSet")
        case "ConceptMap":
            for name in ("sourceScopeUri", "sourceScopeCanonical", "targetScopeUri", "targetScopeCanonical"):
                yield resource.get(name)
            for group in _objects(resource, "group"):
                yield group.get("source")
                yield group.get("target")


def _pinned(url: Any, version: Any) -> Any:
    return f"{url}|{version}" if isinstance(url, str) and isinstance(version, str) else url


def _objects(element: Any, name: str) -> Iterator[Json]:
    return (item for item in _list(element, name) if isinstance(item, dict))


def _list(element: Any, name: str) -> list[Any]:
    value = element.get(name) if isinstance(element, dict) else None
    return value if isinstance(value, list) else []
