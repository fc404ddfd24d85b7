"""CMS's code lists as code systems of this server: what the coded properties of a HCPCS concept mean.

HCPCS's property definitions (properties.py) reference these code systems, so that `$lookup` can return the meaning of a
value as the property's description. The values are in code_values.py.
"""

from dataclasses import dataclass

from seed.hcpcs.code_values import (
    ACTION_CODES,
    BETOS,
    COVERAGES,
    LAB_CERTIFICATIONS,
    MULTIPLE_PRICING_INDICATORS,
    PRICING_INDICATORS,
    TYPES_OF_SERVICE,
    Values,
)
from seed.hcpcs.companion_values import DMEPOS_CATEGORIES, DMEPOS_JURISDICTIONS, MUE_KINDS, MUE_UNITS
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept

VERSION = "1.0.0"
PUBLISHER = "HCPCS terminology server, from the record layout of the Centers for Medicare & Medicaid Services (CMS)"


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list: `name` follows `hcpcs-` in the code system's id and url."""

    name: str
    title: str
    description: str
    values: Values


CODE_LISTS: tuple[CodeList, ...] = (
    CodeList(
        "action-code",
        "HCPCS action code",
        "The change that the last release made to a HCPCS code (record layout item 30).",
        ACTION_CODES,
    ),
    CodeList(
        "coverage",
        "HCPCS coverage code",
        "Whether Medicare covers what a HCPCS code stands for (record layout item 16).",
        COVERAGES,
    ),
    CodeList(
        "pricing-indicator",
        "HCPCS pricing indicator",
        "The methodology by which Medicare part B prices a HCPCS code (record layout item 9).",
        PRICING_INDICATORS,
    ),
    CodeList(
        "multiple-pricing-indicator",
        "HCPCS multiple pricing indicator",
        "Whether a HCPCS code can be priced under several methodologies (record layout item 10).",
        MULTIPLE_PRICING_INDICATORS,
    ),
    CodeList(
        "type-of-service",
        "CMS type of service",
        "The kinds of service that a HCPCS code stands for (record layout item 25).",
        TYPES_OF_SERVICE,
    ),
    CodeList(
        "betos",
        "Berenson-Eggers type of service (BETOS)",
        "Clinical groups of procedures and services, for statistics (record layout item 23).",
        BETOS,
    ),
    CodeList(
        "lab-certification",
        "HCPCS laboratory certification code",
        "The specialty in which a laboratory must be certified to do a test (record layout item 14).",
        LAB_CERTIFICATIONS,
    ),
    CodeList(
        "dmepos-category",
        "DMEPOS payment category",
        "How CMS's fee schedule pays for equipment, prosthetics, orthotics and supplies.",
        DMEPOS_CATEGORIES,
    ),
    CodeList(
        "dmepos-jurisdiction",
        "DMEPOS jurisdiction",
        "The Medicare contractor to which claims for an item of the DMEPOS fee schedule are submitted.",
        DMEPOS_JURISDICTIONS,
    ),
    CodeList(
        "mue-kind",
        "MUE adjudication indicator",
        "What a medically unlikely edit (MUE) counts, and whether more units can be payable.",
        MUE_KINDS,
    ),
    CodeList(
        "mue-units",
        "MUE values with a special meaning",
        "A medically unlikely edit (MUE) of 0 is not a number of units.",
        MUE_UNITS,
    ),
    CodeList(
        "designation-use",
        "HCPCS designation use",
        "The purpose of a HCPCS designation other than the display.",
        (("short-description", "Short description"),),
    ),
)


def code_list_url(canonical_base: str, name: str) -> str:
    return f"{canonical_base.rstrip('/')}/CodeSystem/hcpcs-{name}"


def short_description_use(canonical_base: str) -> Coding:
    """The use of the designation that holds CMS's short description."""
    return Coding(
        system=code_list_url(canonical_base, "designation-use"), code="short-description", display="Short description"
    )


def code_lists(canonical_base: str) -> tuple[CodeSystem, ...]:
    """The code lists as code systems under the canonical base, complete, in CMS's order of values."""
    return tuple(_code_system(item, canonical_base) for item in CODE_LISTS)


def _code_system(item: CodeList, canonical_base: str) -> CodeSystem:
    header = CodeSystemHeader(
        url=code_list_url(canonical_base, item.name),
        version=VERSION,
        id=f"hcpcs-{item.name}",
        name="HCPCS" + "".join(word.capitalize() for word in item.name.split("-")),
        title=item.title,
        status="active",
        experimental=False,
        publisher=PUBLISHER,
        description=item.description,
        language="en",
        content="complete",
        case_sensitive=True,
    )
    return CodeSystem(header, tuple(Concept(code, display=meaning) for code, meaning in item.values))
