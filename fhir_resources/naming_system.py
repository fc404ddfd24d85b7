"""NamingSystem: its head, as that of the other canonical resources. R4 knows neither url nor version of one.

Source: https://hl7.org/fhir/R5/namingsystem.html.
"""

from fhir_resources.canonical_resource import read_header
from fhir_resources.elements import Json, JsonElement
from terminology.core.model import Header


def read_naming_system_header(resource: Json) -> Header:
    """Of a NamingSystem in R5 JSON."""
    element = JsonElement(resource, "NamingSystem")
    return Header(**read_header(element, element.text("url") or ""))
