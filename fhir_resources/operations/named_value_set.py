"""A value set that a request names, whatever its parameters are called: the resource itself, or its url and version."""

from fhir_resources import value_set
from fhir_resources.elements import Json
from fhir_resources.invariants import refuse_broken
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.requests import ValueSetReference


def reference(resource: Json | None, url: str | None, version: str | None, names: tuple[str, str]) -> ValueSetReference:
    """Of a resource or, without one, of a url; `names` are those of the parameters for the url and the resource.

    Raises BadRequest when both are missing, and for a resource that cannot be evaluated as it stands.
    """
    if resource is not None:
        refuse_broken(resource, FhirVersion.R5)
        return ValueSetReference(value_set=value_set.read(resource))
    if url is not None:
        return ValueSetReference(url, version)
    text = f"There is no value set: supply its url as {names[0]}, or the value set itself as {names[1]}"
    raise BadRequest(Issue("error", "required", text, "invalid-data", expression=names[:1]))
