"""The strictness options that both $validate-code operations share."""

from fhir_resources.parameters import Parameters

LENIENT_DISPLAY = "lenient-display-validation"


def allows_abstract(parameters: Parameters) -> bool:
    return parameters.boolean("abstract") is not False


def is_display_lenient(parameters: Parameters) -> bool:
    """Said by the parameter of that name or, as some clients spell it, as a value of `mode`."""
    return bool(parameters.boolean(LENIENT_DISPLAY)) or LENIENT_DISPLAY in parameters.texts("mode")
