"""The patch formats: JSON Patch, FHIRPath Patch, and the Binary that wraps a JSON Patch in a transaction."""

import base64
from typing import Any

from fhir_resources.fhirpath_patch import apply_fhirpath_patch, read_fhirpath_patch
from fhir_resources.json_patch import apply_json_patch, read_json_patch
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.media_types import media_type
from terminology.http.requests import FhirRequest
from terminology.http.written_bodies import JSON_PATCH, read_body_resource
from terminology.library.proposals import Change


def read_patch(request: FhirRequest) -> Change:
    """The change that the body describes, in either patch format. Raises UnsupportedMediaType, BadRequest."""
    if media_type(request.headers.get("content-type", "")).name == JSON_PATCH:
        operations = read_json_patch(request.body)
        return lambda resource, _version: apply_json_patch(resource, operations)
    if request.sent is not None and request.sent.get("resourceType") == "Binary":
        operations = read_json_patch(_binary(request.sent))
        return lambda resource, _version: apply_json_patch(resource, operations)
    asked = read_fhirpath_patch(read_body_resource(request))
    return lambda resource, version: apply_fhirpath_patch(resource, asked, version)


def _binary(resource: dict[str, Any]) -> bytes:
    """The JSON Patch of a transaction entry, which is wrapped in a Binary."""
    if resource.get("contentType") != JSON_PATCH or not isinstance(resource.get("data"), str):
        raise BadRequest(
            Issue("error", "invalid", f"A Binary with a patch needs data and the contentType {JSON_PATCH}")
        )
    try:
        return base64.b64decode(resource["data"], validate=True)
    except ValueError:
        raise BadRequest(Issue("error", "invalid", "The data of the Binary is not base64")) from None
