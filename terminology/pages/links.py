"""URLs of pages and of the same resources on the FHIR server."""

from urllib.parse import quote, urlencode

from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.catalogue import Catalogue
from terminology.core.model import Header
from terminology.library.library import Library
from terminology.library.resources import ResourceIndex


def code_path(resources: ResourceIndex, system: str, code: str, version: str | None = None) -> str | None:
    """The page of a code; None if its code system has no page."""
    if system == HCPCS:
        return with_query(f"/hcpcs/{quote(code, safe='')}", version=version)
    id = resource_id(resources, "CodeSystem", system, version)
    return f"/code-systems/{id}/{quote(code, safe='')}" if id else None


def on_day(href: str | None, day: str | None) -> str | None:
    """The same URL with a date, so that the reader's chosen date survives following a link."""
    if href is None or not day:
        return href
    return f"{href}{'&' if '?' in href else '?'}{urlencode({'date': day})}"


def resource_id(resources: ResourceIndex, type: str, url: str, version: str | None = None) -> str | None:
    """The id of a resource by its url and version; the latest if there is no version."""
    entries = resources.by_type.get(type, {}).values()
    return next((e.id for e in entries if e.header.url == url and version in (None, e.header.version)), None)


def fhir_address(library: Library, type: str, header: Header) -> str:
    """The FHIR URL of a resource: under R5, or under R4 if only R4 serves it."""
    for version in (FhirVersion.R5, FhirVersion.R4):
        if id := resource_id(library.resources(version), type, header.url, header.version):
            return f"/{version.path}/{type}/{id}"
    return f"/{FhirVersion.R5.path}/metadata"


def fhir_versions_with(library: Library, header: Header) -> tuple[FhirVersion, ...]:
    """The FHIR versions that serve this version of a code system."""
    found = (version for version in FhirVersion if _has(library, version, header))
    return tuple(found) or tuple(FhirVersion)


def _has(library: Library, version: FhirVersion, header: Header) -> bool:
    return library.catalogue(version).find_code_system(header.url, header.version) is not None


def with_query(path: str, **parameters: str | None) -> str:
    supplied = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(supplied)}" if supplied else path


def short_name(catalogue: Catalogue, header: Header) -> str:
    """The short name of a code system, such as ICD-10-CM."""
    rules = catalogue.rules.get(header.url)
    return rules.title if rules else name_of(header)


def name_of(header: Header) -> str:
    """The human-readable name."""
    return header.title or header.name or header.url
