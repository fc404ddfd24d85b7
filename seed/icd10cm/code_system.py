"""ICD-10-CM as a code system: its identity, and the header of one release.

Identifiers: HL7 Terminology, NamingSystem icd10CM, https://terminology.hl7.org/NamingSystem-icd10CM.html.
"""

from seed.icd10.versions import version_aliases
from seed.icd10cm.properties import filter_definitions, property_definitions
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept

URL = "http://hl7.org/fhir/sid/icd-10-cm"
OID = "urn:oid:2.16.840.1.113883.6.90"
ALIASES = ("https://hl7.org/fhir/sid/icd-10-cm", OID)
NOTICED_ALIASES = ("http://terminology.hl7.org/CodeSystem/icd10CM",)
TITLE = "ICD-10-CM"
KIND = "icd-10-cm"

SHORT_DESCRIPTION, INCLUSION_TERM, TABULAR_TITLE = "short-description", "inclusion-term", "tabular-title"
DESIGNATION_USES = {
    SHORT_DESCRIPTION: "Short description",
    INCLUSION_TERM: "Inclusion term",
    TABULAR_TITLE: "Title in the tabular list",
}


def icd10cm_header(version: str) -> CodeSystemHeader:
    """The header of the release that is in force from the month `version`, YYYY-MM."""
    return CodeSystemHeader(
        url=URL,
        version=version,
        id=f"icd-10-cm-{version}",
        name="ICD10CM",
        title="International Classification of Diseases, 10th Revision, Clinical Modification (ICD-10-CM)",
        status="active",
        experimental=False,
        date=f"{version}-01",
        publisher="National Center for Health Statistics (CDC/NCHS)",
        description=(f"Diagnoses and reasons for encounters, from the files of CMS and CDC in force from {version}."),
        copyright=(
            "ICD-10-CM is a work of the US Government in the public domain. "
            "It is based on ICD-10, copyright World Health Organization."
        ),
        language="en",
        identifiers=(OID,),
        content="complete",
        case_sensitive=True,
        hierarchy_meaning="is-a",
        properties=property_definitions(),
        filters=filter_definitions(),
        aliases=ALIASES,
        version_aliases=version_aliases(version),
    )


def designation_use_url(canonical_base: str) -> str:
    return f"{canonical_base.rstrip('/')}/CodeSystem/icd-10-cm-designation-use"


def designation_use(canonical_base: str, code: str) -> Coding:
    return Coding(system=designation_use_url(canonical_base), code=code, display=DESIGNATION_USES[code])


def code_lists(canonical_base: str) -> tuple[CodeSystem, ...]:
    """This server's code system for `designation.use`."""
    header = CodeSystemHeader(
        url=designation_use_url(canonical_base),
        version="1.0.0",
        id="icd-10-cm-designation-use",
        name="ICD10CMDesignationUse",
        title="ICD-10-CM designation use",
        status="active",
        experimental=False,
        description="The purpose of an ICD-10-CM designation other than the display.",
        language="en",
        content="complete",
        case_sensitive=True,
    )
    return (CodeSystem(header, tuple(Concept(code, display=text) for code, text in DESIGNATION_USES.items())),)
