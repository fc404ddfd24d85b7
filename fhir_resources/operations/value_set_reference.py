"""The value set of a request: by url and version, or the resource itself."""

from fhir_resources.operations.named_value_set import reference
from fhir_resources.parameters import Parameters
from terminology.core.requests import ValueSetReference


def read(parameters: Parameters) -> ValueSetReference:
    """Raises BadRequest if there is no value set, or if it cannot be evaluated as it is."""
    resource, url = parameters.resource("valueSet"), parameters.text("url")
    return reference(resource, url, parameters.text("valueSetVersion"), ("url", "valueSet"))
