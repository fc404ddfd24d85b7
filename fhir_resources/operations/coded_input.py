"""The code to validate, in any of its forms: code and system, coding, or codeableConcept."""

from fhir_resources.elements import read_codings
from fhir_resources.parameters import Parameters
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.requests import CodedInput

NOTHING_TO_VALIDATE = (
    "Unable to find code to validate (looked for coding | codeableConcept | code+system | code+inferSystem "
    "in parameters"
)


def read(parameters: Parameters, system: str | None, version: str | None, needs_system: bool) -> CodedInput:
    """`system` and `version` go with the plain parameter code. Raises BadRequest if there is nothing to validate."""
    concept = parameters.codeable_concept("codeableConcept")
    if concept is not None:
        codings = read_codings(concept, "codeableConcept")
        if not codings:
            raise BadRequest(Issue("error", "invalid", NOTHING_TO_VALIDATE))
        return CodedInput("CodeableConcept", codings)
    coding = parameters.coding("coding")
    if coding is not None:
        if coding.code is None:
            raise BadRequest(Issue("error", "invalid", NOTHING_TO_VALIDATE))
        return CodedInput("Coding", (coding,))
    code = parameters.text("code")
    if code is None or (needs_system and system is None):
        raise BadRequest(Issue("error", "invalid", NOTHING_TO_VALIDATE))
    return CodedInput("code", (Coding(system, code, version, parameters.text("display")),))
