"""The starter content of a fresh store, as files that go through the regular loaders.

HCPCS        excerpts of CMS's releases of 2017, January 2023 and October 2025, rows unchanged (US Government work)
RBCS         the rows of CMS's Restructured BETOS of 2024 for those codes, unchanged; likewise
DMEPOS, MUE  CMS's fee schedule of January 2026 and its unlikely edits for DME suppliers of July 2024
NDC          the drug packages of some of those codes, from CMS's crosswalk of October 2025, rows unchanged
value sets   two versions of an example, written for this project
narratives   three, written for this project: J3111 after the drug's US prescribing information, a screening
             colonoscopy (G0121) and a CPAP machine (E0601)
resources    FHIR's administrative-gender and publication-status, as each FHIR version publishes them (CC0)
"""

from dataclasses import dataclass
from importlib.resources import files

# CMS's tables: name, kind, release (the month from which it is in force; for the RBCS the year). HCPCS oldest first.
TABLES = (
    ("HCPC17_ANWEB_excerpt.txt", "hcpcs", "2017-01"),
    ("HCPC2023_JAN_excerpt.csv", "hcpcs", "2023-01"),
    ("HCPC2025_OCT_excerpt.csv", "hcpcs", "2025-10"),
    ("RBCS_RY_2024_excerpt.csv", "rbcs", "2024"),
    ("DMEPOS26_JAN_excerpt.csv", "dmepos", "2026-01"),
    ("MUE_DME_2024-07_excerpt.csv", "mue", "2024-07"),
    ("2025-10_ASP_NDC-HCPCS_crosswalk_excerpt.csv", "ndc-crosswalk", "2025-10"),
)
NARRATIVES = ("J3111.txt", "G0121.txt", "E0601.txt")
VALUE_SETS = ("ValueSet-care-at-home-2022.json", "ValueSet-care-at-home.json")
FHIR_RESOURCES = (
    "CodeSystem-administrative-gender.json",
    "ValueSet-administrative-gender.json",
    "CodeSystem-publication-status.json",
    "ValueSet-publication-status.json",
)


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file and its loader: `kind` is the kind of a source, or `resource`.

    `version` is the release of a table, and the FHIR version of a resource: None for one that both versions serve.
    """

    name: str
    content: bytes
    kind: str
    version: str | None = None


def starter_files() -> tuple[StarterFile, ...]:
    """All starter files, in load order. FHIR versions are "4.0" and "5.0"."""
    return (
        *(StarterFile(name, content_of(name), kind, version) for name, kind, version in TABLES),
        *(StarterFile(name, content_of(name), "narratives") for name in NARRATIVES),
        *(
            StarterFile(name, content_of(f"fhir-{version}", name), "resource", version)
            for version in ("4.0", "5.0")
            for name in FHIR_RESOURCES
        ),
        *(StarterFile(name, content_of(name), "resource") for name in VALUE_SETS),
    )


def content_of(*path: str) -> bytes:
    return files("seed.starter").joinpath(*path).read_bytes()
