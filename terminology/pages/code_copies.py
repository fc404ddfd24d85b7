"""Snippets for integrators on the page of a code: text to copy, and links to the FHIR answers."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from fhir_resources.version import FhirVersion
from terminology.core.days import Days
from terminology.core.results import LookupResult
from terminology.pages.context import PageRequest
from terminology.pages.links import fhir_versions_with, with_query


@dataclass(frozen=True, slots=True)
class Copy:
    """A text to copy; `id` names its element."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FhirLink:
    title: str
    href: str


def copies_of(request: PageRequest, found: LookupResult, days: Days | None) -> tuple[Copy, ...]:
    header = found.code_system
    coding = {"system": header.url, "version": header.version, "code": found.code, "display": found.display}
    coding = {name: value for name, value in coding.items() if value is not None}
    path = _lookup_path(fhir_versions_with(request.context.library, header)[0], found, days, None)
    return (
        Copy("copy-coding", "Coding", json.dumps(coding, indent=2, ensure_ascii=False)),
        Copy("copy-concept", "CodeableConcept", _concept(coding, found.display)),
        Copy("copy-curl", "curl", f"curl -H 'Accept: application/fhir+json' \\\n  '{request.base}{path}'"),
    )


def fhir_links(
    request: PageRequest, found: LookupResult, days: Days | None, version: str | None
) -> tuple[FhirLink, ...]:
    header = found.code_system
    tried = {"operation": "CodeSystem-lookup", "system": header.url, "code": found.code, "version": version}
    links = (
        FhirLink(f"{fhir.name} {format.upper()}", f"{_lookup_path(fhir, found, days, version)}&_format={format}")
        for fhir in fhir_versions_with(request.context.library, found.code_system)
        for format in ("json", "xml")
    )
    return (*links, FhirLink("Try it", with_query("/api", **tried, date=days.text if days else None)))


def _concept(coding: dict[str, str | None], display: str) -> str:
    return json.dumps({"coding": [coding], "text": display}, indent=2, ensure_ascii=False)


def _lookup_path(fhir: FhirVersion, found: LookupResult, days: Days | None, version: str | None) -> str:
    asked = {"system": found.code_system.url, "code": found.code, "version": version, "date": days and days.text}
    query = urlencode({name: value for name, value in asked.items() if value}, safe=":/")
    return f"/{fhir.path}/CodeSystem/$lookup?{query}"
