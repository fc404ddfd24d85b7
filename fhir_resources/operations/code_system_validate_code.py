"""CodeSystem/$validate-code: Parameters → ValidateCodeRequest. The answer is written by `validation_result.py`.

Source: https://hl7.org/fhir/R5/codesystem-operation-validate-code.html
"""

from fhir_resources.operations import coded_input
from fhir_resources.operations.validation_options import allows_abstract, is_display_lenient
from fhir_resources.parameters import Parameters
from terminology.core import canonical
from terminology.core.requests import Context, ValidateCodeRequest


def read(parameters: Parameters, context: Context) -> ValidateCodeRequest:
    """The system is the parameter url, also `url|version`; raises BadRequest when there is nothing to validate."""
    system = parameters.resource("codeSystem")
    url, version = canonical.split(parameters.text("url") or parameters.text("system") or "")
    if system is not None:
        url, version = system.get("url", url), system.get("version", version)
    version = parameters.text("version") or version
    return ValidateCodeRequest(
        coded=coded_input.read(parameters, url or None, version, needs_system=True),
        code_system=url or None,
        code_system_version=version,
        allows_abstract=allows_abstract(parameters),
        is_display_lenient=is_display_lenient(parameters),
        context=context,
    )
