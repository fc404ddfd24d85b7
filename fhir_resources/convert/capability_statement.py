"""CapabilityStatement R4 ↔ R5: only `fhirVersion` differs; everything else is the same or R5-only."""

from fhir_resources.convert.cross_version import Json, Rule
from fhir_resources.version import FhirVersion


def _to_r4(statement: Json) -> Json:
    return _with_version(statement, FhirVersion.R4)


def _to_r5(statement: Json) -> Json:
    return _with_version(statement, FhirVersion.R5)


def _with_version(statement: Json, version: FhirVersion) -> Json:
    return statement | {"fhirVersion": version.full} if "fhirVersion" in statement else statement


TO_R4: dict[str, Rule] = {"CapabilityStatement": _to_r4}
TO_R5: dict[str, Rule] = {"CapabilityStatement": _to_r5}
