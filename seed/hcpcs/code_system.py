"""HCPCS Level II as a code system: its identity, and the header of one release.

Identifiers: HL7 Terminology, NamingSystem hcpcs-Level-II, https://terminology.hl7.org/NamingSystem-hcpcs-Level-II.html.
"""

import re

from seed.hcpcs.properties import filter_definitions, property_definitions
from seed.release import NotARelease
from terminology.core.model import CodeSystemHeader, ContentMode

URL = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
OID = "urn:oid:2.16.840.1.113883.6.285"
# Accepted but discouraged; a trailing slash is accepted everywhere.
NOTICED_ALIASES = (
    "https://bluebutton.cms.gov/resources/codesystem/hcpcs",
    "https://hcpcs.codes",
    "http://terminology.hl7.org/CodeSystem/hcpcs-Level-II",
)
ALIASES = ("https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", OID)
REPLACES = ("http://terminology.hl7.org/CodeSystem/HCPCS-all-codes",)

VERSION = re.compile(r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])")


def check_version(version: str) -> str:
    """The version itself if it is a month, YYYY-MM. Raises NotARelease otherwise."""
    if not VERSION.fullmatch(version):
        raise NotARelease(
            f"{version!r} is not a release: give the month in which it takes effect as YYYY-MM, such as 2025-10."
        )
    return version


def first_day(version: str) -> str:
    """The day on which a release takes effect, YYYY-MM-DD."""
    return f"{version}-01"


def version_aliases(version: str) -> tuple[str, ...]:
    """Other spellings of a version. Those that depend on the loaded releases, such as a year, are in versions.py."""
    day = first_day(version)
    return (day.replace("-", ""), day)


def hcpcs_header(
    version: str, canonical_base: str, content: ContentMode = "complete", has_noc_list: bool = False
) -> CodeSystemHeader:
    """The header of the release that takes effect in the month `version`; `has_noc_list`: with CMS's NOC list."""
    return CodeSystemHeader(
        url=URL,
        version=version,
        id=f"hcpcs-level-ii-{version}",
        name="HCPCSLevelII",
        title="Healthcare Common Procedure Coding System (HCPCS) Level II",
        status="active",
        experimental=False,
        date=first_day(version),
        publisher="Centers for Medicare & Medicaid Services (CMS)",
        description=(
            "Procedure and modifier codes for products, supplies and services that CPT does not cover, "
            f"as CMS's alpha-numeric file of {version} states them."
        ),
        copyright=(
            "HCPCS Level II codes and descriptors are a work of the US Government in the public domain. "
            "CPT (Level I) and dental (CDT) codes are not included."
        ),
        language="en",
        identifiers=(OID,),
        content=content,
        case_sensitive=True,
        properties=property_definitions(canonical_base, has_noc_list),
        filters=filter_definitions(),
        aliases=ALIASES,
        version_aliases=version_aliases(version),
        replaces=REPLACES,
    )
