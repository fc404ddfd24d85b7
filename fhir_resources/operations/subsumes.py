"""CodeSystem/$subsumes: Parameters → SubsumesRequest, SubsumesResult → Parameters.

Source: https://hl7.org/fhir/R5/codesystem-operation-subsumes.html
"""

from fhir_resources.elements import Json
from fhir_resources.parameters import Parameters, required
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.requests import Context, SubsumesRequest
from terminology.core.results import SubsumesResult


def read(parameters: Parameters, context: Context) -> SubsumesRequest:
    """Raises BadRequest when a code or the system is missing, or the codings have different systems."""
    a, b = parameters.coding("codingA") or Coding(), parameters.coding("codingB") or Coding()
    systems = {coding.system for coding in (a, b) if coding.system}
    if len(systems) > 1:
        text = f"codingA and codingB must be of one code system, not of {' and '.join(sorted(systems))}"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("codingA", "codingB")))
    versions = [coding.version for coding in (a, b) if coding.version]
    return SubsumesRequest(
        system=required("system", parameters.text("system") or next(iter(systems), None)),
        version=parameters.text("version") or next(iter(versions), None),
        code_a=required("codeA", parameters.text("codeA") or a.code),
        code_b=required("codeB", parameters.text("codeB") or b.code),
    )


def write(result: SubsumesResult) -> Json:
    return {"resourceType": "Parameters", "parameter": [{"name": "outcome", "valueCode": result.outcome}]}
