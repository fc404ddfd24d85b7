"""ICD-10-PCS as a code system: its identity, and the header of one release.

Identifiers: HL7 Terminology, NamingSystem icd10PCS, https://terminology.hl7.org/NamingSystem-icd10PCS.html.
"""

from seed.icd10.versions import version_aliases
from seed.icd10pcs.axes import SECTIONS
from seed.icd10pcs.properties import filter_definitions, property_definitions, section_url
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept

URL = "http://www.cms.gov/Medicare/Coding/ICD10"
OID = "urn:oid:2.16.840.1.113883.6.4"
ALIASES = ("https://www.cms.gov/Medicare/Coding/ICD10", OID)
NOTICED_ALIASES = ("http://hl7.org/fhir/sid/icd-10-pcs", "http://terminology.hl7.org/CodeSystem/icd10PCS")
TITLE = "ICD-10-PCS"
KIND = "icd-10-pcs"

SHORT_DESCRIPTION = "short-description"


def icd10pcs_header(version: str, canonical_base: str) -> CodeSystemHeader:
    """The header of the release that is in force from the month `version`, YYYY-MM."""
    return CodeSystemHeader(
        url=URL,
        version=version,
        id=f"icd-10-pcs-{version}",
        name="ICD10PCS",
        title="International Classification of Diseases, 10th Revision, Procedure Coding System (ICD-10-PCS)",
        status="active",
        experimental=False,
        date=f"{version}-01",
        publisher="Centers for Medicare & Medicaid Services (CMS)",
        description=f"Inpatient procedures, from CMS's order file in force from {version}.",
        copyright="ICD-10-PCS is a work of the US Government in the public domain.",
        language="en",
        identifiers=(OID,),
        content="complete",
        case_sensitive=True,
        hierarchy_meaning="is-a",
        properties=property_definitions(canonical_base),
        filters=filter_definitions(canonical_base),
        aliases=ALIASES,
        version_aliases=version_aliases(version),
    )


def designation_use(canonical_base: str) -> Coding:
    url = f"{canonical_base.rstrip('/')}/CodeSystem/icd-10-pcs-designation-use"
    return Coding(system=url, code=SHORT_DESCRIPTION, display="Short description")


def code_lists(canonical_base: str) -> tuple[CodeSystem, ...]:
    """This server's code systems for the sections and for `designation.use`."""
    use = designation_use(canonical_base)
    sections = tuple(Concept(code, display=name) for code, name in SECTIONS.items())
    return (
        CodeSystem(
            _list_header(section_url(canonical_base), "Section", "The first character of an ICD-10-PCS code."), sections
        ),
        CodeSystem(
            _list_header(
                str(use.system), "DesignationUse", "The purpose of an ICD-10-PCS designation other than the display."
            ),
            (Concept(SHORT_DESCRIPTION, display=use.display),),
        ),
    )


def _list_header(url: str, name: str, description: str) -> CodeSystemHeader:
    id = url.rpartition("/")[2]
    return CodeSystemHeader(
        url=url,
        version="1.0.0",
        id=id,
        name=f"ICD10PCS{name}",
        title=id.replace("-", " ").replace("icd 10 pcs", TITLE),
        status="active",
        experimental=False,
        description=description,
        language="en",
        content="complete",
        case_sensitive=True,
    )
