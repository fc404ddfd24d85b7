"""The built-in HCPCS value sets. All are intensional, so they follow each release.

Chapters are the first letters of procedure codes, CMS's only structure. D is left out: dental codes are the ADA's.
"""

from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader

ALL_HCPCS = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"

CHAPTERS = (
    ("A", "Transportation services including ambulance, medical and surgical supplies"),
    ("B", "Enteral and parenteral therapy"),
    ("C", "Outpatient prospective payment system (temporary hospital codes)"),
    ("E", "Durable medical equipment"),
    ("G", "Procedures and professional services (temporary)"),
    ("H", "Alcohol and drug abuse treatment and rehabilitative services"),
    ("J", "Drugs administered other than by oral method, chemotherapy drugs"),
    ("K", "Temporary codes for durable medical equipment contractors"),
    ("L", "Orthotic and prosthetic procedures and devices"),
    ("M", "Medical services and quality measures"),
    ("P", "Pathology and laboratory services"),
    ("Q", "Miscellaneous services (temporary)"),
    ("R", "Diagnostic radiology services"),
    ("S", "Temporary national codes of commercial payers"),
    ("T", "State Medicaid agency codes"),
    ("U", "Coronavirus laboratory tests"),
    ("V", "Vision, hearing and speech-language pathology services"),
)

PROCEDURES = Filter("kind", "=", "procedure")
MODIFIERS = Filter("kind", "=", "modifier")
UNCLASSIFIED = Filter("notOtherwiseClassified", "=", "true")
VERSION = "1.0.0"  # of the definitions; the selected codes follow each release
PUBLISHER = "HCPCS terminology server"


def built_in_value_sets(canonical_base: str) -> tuple[ValueSet, ...]:
    """All of HCPCS, its procedures, its modifiers, each chapter, and the NOC codes."""
    entire_system = ValueSetHeader(
        url=ALL_HCPCS,
        version="4.0.0",  # as HL7's terminology 7.0.1 defines it
        id="v3-HealthCareCommonProcedureCodingSystem",
        name="HealthCareCommonProcedureCodingSystem",
        title="HCPCS Level II",
        experimental=False,
        publisher="Health Level Seven International",
        description="Every code and modifier of HCPCS Level II.",
        identifiers=("urn:oid:2.16.840.1.113883.1.11.19394",),
    )
    return (
        ValueSet(entire_system, Compose(include=(Include(system=HCPCS),))),
        _value_set(canonical_base, "procedures", "procedure codes", PROCEDURES),
        _value_set(canonical_base, "modifiers", "modifiers", MODIFIERS),
        *(
            _value_set(canonical_base, f"chapter-{letter.lower()}", f"chapter {letter}: {title}", chapter(letter))
            for letter, title in CHAPTERS
        ),
        _value_set(
            canonical_base,
            "not-otherwise-classified",
            "codes for what is not otherwise classified",
            UNCLASSIFIED,
        ),
    )


def chapter(letter: str) -> Filter:
    return Filter("chapter", "=", letter)


def _value_set(canonical_base: str, name: str, title: str, filter: Filter) -> ValueSet:
    header = ValueSetHeader(
        url=f"{canonical_base}/ValueSet/hcpcs-{name}",
        version=VERSION,
        id=f"hcpcs-{name}",
        name="HCPCS" + "".join(word.capitalize() for word in name.split("-")),
        title=f"HCPCS {title}",
        experimental=False,
        publisher=PUBLISHER,
        description=f"HCPCS Level II {title}, as the release that is asked about has them.",
    )
    return ValueSet(header, Compose(include=(Include(system=HCPCS, filters=(filter,)),)))
