"""ValueSet/$validate-code: Parameters → ValidateCodeRequest. The answer is written by `validation_result.py`.

Source: https://hl7.org/fhir/R5/valueset-operation-validate-code.html
"""

from fhir_resources.operations import coded_input, value_set_reference
from fhir_resources.operations.validation_options import allows_abstract, is_display_lenient
from fhir_resources.parameters import Parameters
from terminology.core.requests import Context, ValidateCodeRequest

MEMBERSHIP_ONLY = "valueset-membership-only"


def read(parameters: Parameters, context: Context) -> ValidateCodeRequest:
    """Raises BadRequest when the value set or the code is missing."""
    infers = bool(parameters.boolean("inferSystem"))
    system, version = parameters.text("system"), parameters.text("systemVersion")
    return ValidateCodeRequest(
        coded=coded_input.read(parameters, system, version, needs_system=not infers),
        value_set=value_set_reference.read(parameters),
        must_infer_system=infers,
        allows_abstract=allows_abstract(parameters),
        only_active=bool(parameters.boolean("activeOnly")),
        only_membership=_only_membership(parameters),
        is_display_lenient=is_display_lenient(parameters),
        context=context,
    )


def _only_membership(parameters: Parameters) -> bool:
    """Said by the parameter of that name or, as some clients spell it, as a value of `mode`."""
    return bool(parameters.boolean(MEMBERSHIP_ONLY)) or MEMBERSHIP_ONLY in parameters.texts("mode")
