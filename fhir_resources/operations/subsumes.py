"""CodeSystem/$subsumes: Parameters → SubsumesRequest, SubsumesResult → Parameters.

Source: https://hl7.org/fhir/R5/codesystem-operation-subsumes.html
"""

from fhir_resources.elements import Json
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters, agreed, required
from terminology.core.model import Coding
from terminology.core.requests import Context, SubsumesRequest
from terminology.core.results import SubsumesResult


def read(parameters: Parameters, context: Context) -> SubsumesRequest:
    """Codings take precedence over system and version.

    Raises BadRequest when a code or the system is missing, or the codings have different systems or versions.
    """
    a, b = parameters.coding("codingA") or Coding(), parameters.coding("codingB") or Coding()
    system = agreed(("codingA", a.system), ("codingB", b.system))
    version = agreed(("codingA", a.version), ("codingB", b.version))
    return SubsumesRequest(
        system=required("system", system or parameters.text("system")),
        version=version or parameters.text("version"),
        code_a=required("codeA", agreed(("codeA", parameters.text("codeA")), ("codingA", a.code))),
        code_b=required("codeB", agreed(("codeB", parameters.text("codeB")), ("codingB", b.code))),
    )


def write(result: SubsumesResult) -> Json:
    parameter: list[Json] = [{"name": "outcome", "valueCode": result.outcome}]
    if result.issues:
        parameter.append({"name": "issues", "resource": operation_outcome(result.issues)})
    return {"resourceType": "Parameters", "parameter": parameter}
