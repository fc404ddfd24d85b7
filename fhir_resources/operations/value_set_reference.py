"""The value set that a request is about: by url and version, or the resource itself."""

from fhir_resources.operations.named_value_set import reference
from fhir_resources.parameters import Parameters
from terminology.core.requests import ValueSetReference


def read(parameters: Parameters) -> ValueSetReference:
    """Raises BadRequest when no value set is named, and for one that cannot be evaluated as it stands."""
    resource, url = parameters.resource("valueSet"), parameters.text("url")
    return reference(resource, url, parameters.text("valueSetVersion"), ("url", "valueSet"))
