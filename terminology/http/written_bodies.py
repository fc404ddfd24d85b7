"""Request bodies of writes: parsed FHIR resources, and formats that stay bytes."""

from typing import Any

from fhir_resources import json_format, xml
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.errors import UnsupportedMediaType
from terminology.http.media_types import body_kind
from terminology.http.requests import FhirRequest

JSON_PATCH = "application/json-patch+json"
TABLES = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
NOT_FHIR = (JSON_PATCH, *TABLES)  # bodies that stay bytes
Json = dict[str, Any]


def read_body_resource(request: FhirRequest) -> Json:
    """The body as FHIR JSON of the endpoint's version. Raises BadRequest, UnsupportedMediaType."""
    if request.sent is not None:
        return request.sent
    if not request.body:
        raise BadRequest(Issue("error", "required", "The request has no body: send the resource to write"))
    match body_kind(request.headers.get("content-type"), request.version):
        case "json":
            return json_format.loads(request.body)
        case "xml":
            return xml.loads(request.body, request.version)
        case "form":
            raise UnsupportedMediaType("This address takes a FHIR resource, not a form.")


def body_resource(request: FhirRequest, type: str) -> Json:
    """Like `read_body_resource`, but raises BadRequest also if its type differs from the address."""
    resource = read_body_resource(request)
    if resource.get("resourceType") != type:
        stated = resource.get("resourceType")
        text = f"The address takes a {type}, but the body is {stated or 'without a resourceType'}"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("resourceType",)))
    return resource
