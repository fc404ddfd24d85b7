"""The OpenAPI document of the whole API, generated from the routes and the table of operations.

`terminology export-openapi` writes it to openapi/terminology.json. Source: https://spec.openapis.org/oas/v3.1.0.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fhir_resources import json_format
from fhir_resources.operation_definitions import OperationDefinition, ParameterDefinition
from fhir_resources.version import FhirVersion
from terminology.http import routes
from terminology.http.media_types import FORM
from terminology.http.openapi_texts import (
    AUDIT,
    CONTROLS,
    DOCUMENTS,
    ERRORS,
    HISTORY_CONTROLS,
    METADATA_MODES,
    PAGE_CONTROLS,
    READ_CONTROLS,
    SUBSCRIPTIONS,
    WRITE_ERRORS,
    history_text,
    write_text,
)
from terminology.http.search_parameters import parameters_of

Json = dict[str, Any]

FHIR_JSON, FHIR_XML = "application/fhir+json", "application/fhir+xml"
RESOURCE: Json = {"$ref": "#/components/schemas/Resource"}
JSON_OR_XML: Json = {FHIR_JSON: {"schema": RESOURCE}, FHIR_XML: {"schema": {"type": "string"}}}
SCHEMAS: Mapping[str, Json] = {
    "integer": {"type": "integer", "minimum": 0},
    "boolean": {"type": "boolean"},
}
BATCH_EXAMPLE = {
    "resourceType": "Bundle",
    "type": "batch",
    "entry": [{"request": {"method": "GET", "url": "CodeSystem?_summary=true"}}],
}


def openapi_document(software_version: str) -> Json:
    """OpenAPI 3.1, in the order of the routes; deterministic."""
    paths: dict[str, Json] = {}
    for version in FhirVersion:
        paths[f"/{version.path}"] = {"post": _batch(version)}
        for template, methods in routes.routes_of(version).items():
            paths[f"/{version.path}/{template}"] = {
                method.lower(): _operation(version, endpoint) for method, endpoint in methods.items()
            }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Terminology Server",
            "version": software_version,
            "description": "FHIR terminology: HCPCS Level II with plain-language procedure narratives. R4 and R5.",
        },
        "tags": [{"name": f"FHIR {version.name}"} for version in FhirVersion] + [{"name": "Health"}],
        "paths": paths | _health(),
        "components": {
            "schemas": {"Resource": _resource_schema(), "OperationOutcome": _outcome_schema()},
            "responses": {status: _error(text) for status, text in sorted({**ERRORS, **WRITE_ERRORS}.items())},
        },
    }


def openapi_text(software_version: str) -> bytes:
    """The document as stored in openapi/terminology.json."""
    return json_format.dumps(openapi_document(software_version), pretty=True) + b"\n"


def _operation(version: FhirVersion, endpoint: routes.Endpoint) -> Json:
    if endpoint.operation is not None:
        return _fhir_operation(version, endpoint, endpoint.operation)
    template, type = endpoint.template, str(endpoint.type)
    if template in DOCUMENTS:
        modes = METADATA_MODES if template == "metadata" else ()
        answer = endpoint.type or "Parameters"
        return _described(version, endpoint, DOCUMENTS[template], answer, queries=_queries(modes, CONTROLS))
    if texts := SUBSCRIPTIONS.get((template, endpoint.method)):
        return _subscription(version, endpoint, texts)
    if endpoint.is_write:
        body = None if endpoint.method == "DELETE" else {"required": True, "content": JSON_OR_XML}
        texts = write_text(endpoint.method, template, type)
        return _described(version, endpoint, texts, type, body, errors=(*ERRORS, *WRITE_ERRORS))
    if type in AUDIT:
        return _described(version, endpoint, AUDIT[type], "Bundle", errors=(*ERRORS, "401", "403"))
    if texts := history_text(template, type):
        answer = "Bundle" if template.endswith("_history") else type
        return _described(version, endpoint, texts, answer, queries=_queries(HISTORY_CONTROLS, CONTROLS))
    if template.endswith("{id}"):
        texts = (f"Read a {type}", "The complete resource.")
        return _described(version, endpoint, texts, type, queries=_queries(READ_CONTROLS, CONTROLS))
    return _search(version, endpoint)


def _described(
    version: FhirVersion,
    endpoint: routes.Endpoint,
    texts: tuple[str, str],
    answer: str,
    body: Json | None = None,
    queries: Sequence[Json] | None = None,
    errors: Iterable[str] = ERRORS,
) -> Json:
    """One path and method; `texts` are its summary and description, `answer` the type of its answer."""
    id = re.sub(r"[^A-Za-z0-9]+", "-", f"{version.path}-{endpoint.method.lower()}-{endpoint.template}").strip("-")
    parameters = [*_path_parameters(endpoint), *(_queries(CONTROLS) if queries is None else queries)]
    return {
        "tags": [f"FHIR {version.name}"],
        "operationId": id,
        "summary": texts[0],
        "description": texts[1],
        **({"requestBody": body} if body else {}),
        "responses": {"200": _answer(version, answer), **_errors(errors)},
        **({"parameters": parameters} if parameters else {}),
    }


def _fhir_operation(version: FhirVersion, endpoint: routes.Endpoint, operation: OperationDefinition) -> Json:
    returned = next((item.type for item in operation.outputs(version) if item.name == "return"), "Parameters")
    texts = operation.title, operation.description
    example = {} if "{id}" in endpoint.template else operation.example
    if endpoint.method != "GET":
        body = _parameters_body(version, operation, example)
        return _described(version, endpoint, texts, str(returned), body)
    inputs = [_query_parameter(item, example) for item in operation.inputs(version) if item.is_primitive]
    return _described(version, endpoint, texts, str(returned), queries=[*inputs, *_queries(CONTROLS)])


def _search(version: FhirVersion, endpoint: routes.Endpoint) -> Json:
    asked = [
        {"name": item.name, "description": item.documentation, "schema": {"type": "string"}}
        | ({"example": item.example} if item.example else {})
        for item in parameters_of(str(endpoint.type)).values()
    ]
    texts = f"Search {endpoint.type}", "A page of the resources that match."
    controls = (*PAGE_CONTROLS, *READ_CONTROLS)
    if endpoint.method == "GET":
        return _described(version, endpoint, texts, "Bundle", queries=_queries(asked, controls, CONTROLS))
    fields = {item["name"]: {**item["schema"], "description": item["description"]} for item in (*asked, *controls)}
    body = {"content": {FORM: {"schema": {"type": "object", "properties": fields}}}}
    return _described(version, endpoint, texts, "Bundle", body)


def _subscription(version: FhirVersion, endpoint: routes.Endpoint, texts: tuple[str, str]) -> Json:
    takes_body = endpoint.method in ("POST", "PUT")
    body = {"required": True, "content": {FHIR_JSON: {"schema": RESOURCE}}} if takes_body else None
    answer = str(endpoint.type) if takes_body or endpoint.template.endswith("{id}") else "Bundle"
    errors = (*ERRORS, *WRITE_ERRORS) if endpoint.type == "Subscription" else ERRORS
    return _described(version, endpoint, texts, answer, body, errors=errors)


def _batch(version: FhirVersion) -> Json:
    endpoint = routes.Endpoint("", "POST", lambda: NotImplemented)
    body = {"required": True, "content": {FHIR_JSON: {"schema": RESOURCE, "example": BATCH_EXAMPLE}}}
    texts = "Many requests at once", "Entries are answered independently, in order."
    return _described(version, endpoint, texts, "Bundle", body, queries=())


def _query_parameter(item: ParameterDefinition, example: Mapping[str, str]) -> Json:
    schema = SCHEMAS.get(str(item.type), {"type": "string"})
    described = {
        "name": item.name,
        "in": "query",
        "description": item.documentation,
        "schema": {"type": "array", "items": schema} if item.repeats else schema,
    }
    return described | ({"example": example[item.name]} if item.name in example else {})


def _parameters_body(version: FhirVersion, operation: OperationDefinition, example: Mapping[str, str]) -> Json:
    entries = []
    for name, text in example.items():
        definition = operation.find_input(name)
        type = str(definition.type) if definition else "string"
        entries.append({"name": name, f"value{type[0].upper()}{type[1:]}": int(text) if type == "integer" else text})
    resource = {"example": {"resourceType": "Parameters", "parameter": entries}} if entries else {}
    names = ", ".join(f"{item.name} ({item.type})" for item in operation.inputs(version))
    return {
        "description": f"A Parameters resource with any of: {names}.",
        "content": {FHIR_JSON: {"schema": RESOURCE, **resource}, FHIR_XML: {"schema": {"type": "string"}}},
    }


def _path_parameters(endpoint: routes.Endpoint) -> list[Json]:
    described = {"id": f"The id of the {endpoint.type}.", "vid": "The id of the version."}
    return [
        {"name": name, "in": "path", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in described.items()
        if f"{{{name}}}" in endpoint.template
    ]


def _queries(*controls: Iterable[Json]) -> list[Json]:
    return [{"name": item["name"], "in": "query", **item} for items in controls for item in items]


def _answer(version: FhirVersion, type: str) -> Json:
    json = f"{FHIR_JSON}; fhirVersion={version.value}"
    return {
        "description": f"{type}.",
        "content": {json: {"schema": RESOURCE}, FHIR_XML: {"schema": {"type": "string"}}},
    }


def _errors(statuses: Iterable[str]) -> Json:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _error(text: str) -> Json:
    return {"description": text, "content": {FHIR_JSON: {"schema": {"$ref": "#/components/schemas/OperationOutcome"}}}}


def _resource_schema() -> Json:
    return {
        "type": "object",
        "description": "A FHIR resource.",
        "required": ["resourceType"],
        "properties": {"resourceType": {"type": "string"}, "id": {"type": "string"}},
    }


def _outcome_schema() -> Json:
    issue = {
        "type": "object",
        "required": ["severity", "code"],
        "properties": {
            "severity": {"enum": ["fatal", "error", "warning", "information"]},
            "code": {"type": "string"},
            "details": {"type": "object", "properties": {"text": {"type": "string"}}},
            "diagnostics": {"type": "string"},
            "expression": {"type": "array", "items": {"type": "string"}},
        },
    }
    return {
        "type": "object",
        "required": ["resourceType", "issue"],
        "properties": {"resourceType": {"const": "OperationOutcome"}, "issue": {"type": "array", "items": issue}},
    }


def _health() -> dict[str, Json]:
    pages = {
        "/livez": ("Is the process alive?", "application/json"),
        "/readyz": ("Is there content, and can the store be read? 503 if not.", "application/json"),
        "/metrics": ("Measurements, in Prometheus's format.", "text/plain"),
    }
    return {
        path: {
            "get": {
                "tags": ["Health"],
                "operationId": path.strip("/"),
                "summary": summary,
                "responses": {"200": {"description": "The answer.", "content": {media: {}}}},
            }
        }
        for path, (summary, media) in pages.items()
    }
