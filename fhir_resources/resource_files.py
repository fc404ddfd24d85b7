"""Files with one FHIR resource, JSON or XML, of a FHIR version that the file itself seldom states."""

from fhir_resources import json_format, models, xml_format
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

NEWEST_FIRST = (FhirVersion.R5, FhirVersion.R4)


class NotAResource(BadRequest):
    """The file is no FHIR resource. The message is one sentence with the file's name."""


def read_resource_file(name: str, content: bytes, stated: FhirVersion | None = None) -> tuple[FhirVersion, bytes]:
    """The version it is written in, and the resource as JSON: as it was received, if it is JSON.

    It is R5 if it is valid R5 (what both versions share reads alike), else R4 if it is valid R4. What is valid in
    neither comes back as R5: whoever judges it says what is wrong. A version that is `stated` is the only one that is
    tried. Raises NotAResource.
    """
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    found: list[tuple[FhirVersion, Json]] = []
    problem = ""
    for version in (stated,) if stated else NEWEST_FIRST:
        try:
            found.append((version, xml_format.loads(content, version) if is_xml else json_format.loads(content)))
        except BadRequest as error:
            problem = problem or str(error)
    if not found:
        raise NotAResource(Issue("error", "structure", f"{name}: {problem}"))
    version, resource = next((pair for pair in found if not models.check(pair[1], pair[0])), found[0])
    return version, json_format.dumps(resource) if is_xml else content
