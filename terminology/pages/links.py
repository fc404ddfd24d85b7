"""Where things have their pages, and where the FHIR server has them."""

from urllib.parse import quote, urlencode

from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.catalogue import Catalogue
from terminology.core.model import Header
from terminology.library.library import Library
from terminology.library.resources import ResourceIndex


def code_path(resources: ResourceIndex, system: str, code: str, version: str | None = None) -> str | None:
    """The page of a code; None where its code system has no page."""
    if system == HCPCS:
        return with_query(f"/hcpcs/{quote(code, safe='')}", version=version)
    id = resource_id(resources, "CodeSystem", system, version)
    return f"/code-systems/{id}/{quote(code, safe='')}" if id else None


def on_day(href: str | None, day: str | None) -> str | None:
    """The same address asked about a day, so that who chose one does not lose it by following a link."""
    if href is None or not day:
        return href
    return f"{href}{'&' if '?' in href else '?'}{urlencode({'date': day})}"


def resource_id(resources: ResourceIndex, type: str, url: str, version: str | None = None) -> str | None:
    """The id of a resource by its url and version; without a version that of the latest."""
    entries = resources.by_type.get(type, {}).values()
    return next((e.id for e in entries if e.header.url == url and version in (None, e.header.version)), None)


def fhir_address(library: Library, type: str, header: Header) -> str:
    """Where the FHIR server has a resource: under R5, or under R4 where that alone serves it."""
    for version in (FhirVersion.R5, FhirVersion.R4):
        if id := resource_id(library.resources(version), type, header.url, header.version):
            return f"/{version.path}/{type}/{id}"
    return f"/{FhirVersion.R5.path}/metadata"


def fhir_versions_with(library: Library, header: Header) -> tuple[FhirVersion, ...]:
    """The versions of FHIR that know this version of a code system."""
    found = (version for version in FhirVersion if _has(library, version, header))
    return tuple(found) or tuple(FhirVersion)


def _has(library: Library, version: FhirVersion, header: Header) -> bool:
    return library.catalogue(version).find_code_system(header.url, header.version) is not None


def with_query(path: str, **parameters: str | None) -> str:
    supplied = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(supplied)}" if supplied else path


def short_name(catalogue: Catalogue, header: Header) -> str:
    """What people call a code system for short: ICD-10-CM."""
    rules = catalogue.rules.get(header.url)
    return rules.title if rules else name_of(header)


def name_of(header: Header) -> str:
    """What people call it."""
    return header.title or header.name or header.url
