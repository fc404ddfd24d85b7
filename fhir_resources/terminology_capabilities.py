"""TerminologyCapabilities: every code system with its versions, and what the operations can do with them.

Sources: https://hl7.org/fhir/R5/terminologycapabilities.html, https://hl7.org/fhir/R4/terminologycapabilities.html.
"""

from collections.abc import Iterable, Mapping, Sequence

from fhir_resources.capability_statement import Software
from fhir_resources.elements import Json, members
from fhir_resources.operation_definitions import EXPAND
from fhir_resources.version import FhirVersion
from terminology.core.model import CodeSystemHeader


def terminology_capabilities(
    version: FhirVersion, software: Software, date: str, code_systems: Mapping[str, Sequence[CodeSystemHeader]]
) -> Json:
    """`code_systems` has every version of each url, latest first: it is the default version.

    `date` is the FHIR date of the content. R4 has no `codeSystem.content`.
    """
    return {
        "resourceType": "TerminologyCapabilities",
        "url": f"{software.base}/metadata?mode=terminology",
        "version": software.version,
        "name": software.name,
        "title": software.title,
        "status": "active",
        "experimental": False,
        "date": date,
        "kind": "instance",
        "software": {"name": software.title, "version": software.version},
        "implementation": {"description": software.title, "url": software.base},
        "lockedDate": True,
        "codeSystem": [_code_system(version, url, headers) for url, headers in sorted(code_systems.items())],
        "expansion": {
            "hierarchical": True,
            "paging": True,
            "incomplete": False,
            "parameter": _expansion_parameters(version),
            "textFilter": "Codes, words in any order and beginnings of words, in displays and designations.",
        },
        "validateCode": {"translations": True},
        "translation": {"needsMap": True},
    }


def _expansion_parameters(version: FhirVersion) -> list[Json]:
    parameters = sorted(EXPAND.inputs(version), key=lambda item: item.name)
    return [{"name": item.name, "documentation": item.documentation} for item in parameters]


def _code_system(version: FhirVersion, url: str, headers: Sequence[CodeSystemHeader]) -> Json:
    latest = headers[0]
    return members(
        uri=url,
        content=latest.content if version is FhirVersion.R5 else None,
        version=[_version(header, header is latest) for header in headers],
        subsumption=latest.hierarchy_meaning in ("is-a", "part-of") or None,
    )


def _version(header: CodeSystemHeader, is_default: bool) -> Json:
    return members(
        code=header.version,
        isDefault=is_default,
        compositional=header.compositional,
        language=_present([header.language]),
        filter=[{"code": item.code, "op": list(item.operators)} for item in header.filters],
        property=[item.code for item in header.properties],
    )


def _present(items: Iterable[str | None]) -> list[str]:
    return [item for item in items if item]
