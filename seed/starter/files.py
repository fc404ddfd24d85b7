"""The content of a fresh store, as files: they go through the same loaders as anyone's.

HCPCS        an excerpt of CMS's October 2025 release, rows unchanged (US Government work, public domain)
narratives   one for J3111, written for this project after the drug's US prescribing information
resources    FHIR's administrative-gender and publication-status, as each FHIR version publishes them (CC0)
"""

from dataclasses import dataclass
from importlib.resources import files

HCPCS_RELEASE = "2025-10"  # the month from which the excerpt's release is in force
FHIR_RESOURCES = (
    "CodeSystem-administrative-gender.json",
    "ValueSet-administrative-gender.json",
    "CodeSystem-publication-status.json",
    "ValueSet-publication-status.json",
)


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file and what loads it: `kind` is that of a source, or `resource`.

    `version` is the release of an HCPCS file and the FHIR version of a resource.
    """

    name: str
    content: bytes
    kind: str
    version: str | None = None


def starter_files() -> tuple[StarterFile, ...]:
    """All of them, in the order in which they are to be loaded. FHIR versions are "4.0" and "5.0"."""
    return (
        StarterFile("HCPC2025_OCT_excerpt.csv", content_of("HCPC2025_OCT_excerpt.csv"), "hcpcs", HCPCS_RELEASE),
        StarterFile("J3111.txt", content_of("J3111.txt"), "narratives"),
        *(
            StarterFile(name, content_of(f"fhir-{version}", name), "resource", version)
            for version in ("4.0", "5.0")
            for name in FHIR_RESOURCES
        ),
    )


def content_of(*path: str) -> bytes:
    return files("seed.starter").joinpath(*path).read_bytes()
