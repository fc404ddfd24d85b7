"""FhirVersion: which FHIR is spoken, R4 (4.0.1) or R5 (5.0.0).

Known by many names: a path prefix, the `fhirVersion` of a media type, of a CapabilityStatement or of a package.
Source: https://hl7.org/fhir/R5/versioning.html#mt-version
"""

from enum import StrEnum


class FhirVersion(StrEnum):
    """The value is what `fhirVersion` of a media type says: `application/fhir+json; fhirVersion=4.0`."""

    R4 = "4.0"
    R5 = "5.0"

    # Enum's own is Python code, and the tables of elements are asked by version for every element that is written.
    __hash__ = str.__hash__

    @property
    def full(self) -> str:
        """As the CapabilityStatement, `$versions` and FHIR's own code systems say it: 4.0.1 or 5.0.0."""
        return {FhirVersion.R4: "4.0.1", FhirVersion.R5: "5.0.0"}[self]

    @property
    def path(self) -> str:
        """The first segment of every address of this version, without slashes: r4 or r5."""
        return self.name.lower()


_BY_NAME = {name: version for version in FhirVersion for name in (version.value, version.full, version.path)}


def find_version(name: str) -> FhirVersion | None:
    """The version called `4.0`, `4.0.1` or `r4` (in any case, slashes around it ignored); None = not one of ours."""
    return _BY_NAME.get(name.strip().strip("/").lower())
