"""The metadata that CodeSystem, ValueSet and ConceptMap share: R5 JSON ↔ core's Header.

Source: https://hl7.org/fhir/R5/canonicalresource.html. Elements that core lacks (contact, jurisdiction, useContext,
text, …) are ignored here: the store has every resource as it was received.
"""

from collections.abc import Iterable
from typing import Any

from fhir_resources.elements import Json, JsonElement, members, read_extensions, write_extensions
from terminology.core.model import Extension, Header, Value

STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status"
_URI_IDENTIFIERS = "urn:ietf:rfc:3986"


def read_header(resource: JsonElement, url: str) -> dict[str, Any]:
    """The arguments of core's Header. A resource without status, which FHIR requires, gets `unknown`."""
    extensions = read_extensions(resource)
    return {
        "url": url,
        "version": resource.text("version"),
        "id": resource.text("id"),
        "name": resource.text("name"),
        "title": resource.text("title"),
        "status": resource.text("status") or "unknown",
        "experimental": resource.boolean("experimental"),
        "date": resource.text("date"),
        "publisher": resource.text("publisher"),
        "description": resource.text("description"),
        "copyright": resource.text("copyright"),
        "language": resource.text("language"),
        "identifiers": _read_identifiers(resource),
        "other_identifiers": _read_other_identifiers(resource),
        "standards_status": find_extension_value(extensions, STANDARDS_STATUS),
        "extensions": without_extension(extensions, STANDARDS_STATUS),
    }


def write_header(resource_type: str, header: Header, *more: Extension) -> Json:
    """The head of the resource in FHIR's order; `more` extensions follow those of the header."""
    status = [Extension(STANDARDS_STATUS, Value("code", header.standards_status))] if header.standards_status else []
    return members(
        resourceType=resource_type,
        id=header.id,
        language=header.language,
        extension=write_extensions((*header.extensions, *status, *more)),
        url=header.url or None,
        identifier=[
            *({"system": _URI_IDENTIFIERS, "value": value} for value in header.identifiers),
            *map(_write_other_identifier, header.other_identifiers),
        ],
        version=header.version,
        name=header.name,
        title=header.title,
        status=header.status,
        experimental=header.experimental,
        date=header.date,
        publisher=header.publisher,
        description=header.description,
        copyright=header.copyright,
    )


def find_extension_value(extensions: Iterable[Extension], url: str) -> str | None:
    """The text of the first extension with this url."""
    values = (item.value.content for item in extensions if item.url == url and item.value)
    return next((value for value in values if isinstance(value, str)), None)


def without_extension(extensions: Iterable[Extension], url: str) -> tuple[Extension, ...]:
    return tuple(item for item in extensions if item.url != url)


def _read_identifiers(resource: JsonElement) -> tuple[str, ...]:
    items = resource.items("identifier")
    values = (item.text("value") for item in items if item.text("system") == _URI_IDENTIFIERS)
    return tuple(value for value in values if value)


def _read_other_identifiers(resource: JsonElement) -> tuple[str, ...]:
    items = ((item.text("system") or "", item.text("value")) for item in resource.items("identifier"))
    return tuple(f"{system}|{value}" for system, value in items if value and system != _URI_IDENTIFIERS)


def _write_other_identifier(text: str) -> Json:
    system, _, value = text.partition("|")
    return members(system=system or None, value=value)
