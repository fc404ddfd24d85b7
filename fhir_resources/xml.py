"""FHIR XML for who may never meet any: `xml_format.py` is imported with lxml when XML first comes in or is asked for.

That takes ten milliseconds, and four megabytes that a server of JSON does without.
"""

from typing import Any

from fhir_resources.version import FhirVersion

Json = dict[str, Any]


def loads(data: bytes, version: FhirVersion) -> Json:
    """As `xml_format.loads`. Raises NotXml."""
    from fhir_resources import xml_format  # with lxml

    return xml_format.loads(data, version)


def dumps(resource: Json, version: FhirVersion, pretty: bool = False) -> bytes:
    """As `xml_format.dumps`; `pretty` puts each element on a line of its own. Raises NotSupported."""
    from fhir_resources import xml_format  # with lxml

    document = xml_format.dumps(resource, version)
    return xml_format.indented(document) if pretty else document


def begin_and_end(resource: Json, version: FhirVersion) -> tuple[bytes, bytes]:
    """The document of `dumps` in front of the end tag of the resource, and that tag. Raises NotSupported."""
    document = dumps(resource, version)
    end = f"</{resource['resourceType']}>".encode()
    return (document.removesuffix(end), end) if document.endswith(end) else (document.removesuffix(b"/>") + b">", end)


def fragment(members: Json, type_: str, version: FhirVersion) -> bytes:
    """As `xml_format.fragment`. Raises NotSupported."""
    from fhir_resources import xml_format  # with lxml

    return xml_format.fragment(members, type_, version)
