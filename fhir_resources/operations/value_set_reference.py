"""The value set that a request is about: by url and version, or the resource itself."""

from fhir_resources import value_set
from fhir_resources.invariants import refuse_broken
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.requests import ValueSetReference


def read(parameters: Parameters) -> ValueSetReference:
    """Raises BadRequest when no value set is named, and for one that cannot be evaluated as it stands."""
    resource = parameters.resource("valueSet")
    if resource is not None:
        refuse_broken(resource, FhirVersion.R5)
        return ValueSetReference(value_set=value_set.read(resource))
    url = parameters.text("url")
    if url is not None:
        return ValueSetReference(url, parameters.text("valueSetVersion"))
    text = "Which value set is meant: give its url, or the value set itself as valueSet"
    raise BadRequest(Issue("error", "required", text, "invalid-data", expression=("url",)))
