"""The OpenAPI document of the whole API, generated from the routes and the table of operations.

`terminology export-openapi` writes it to openapi/terminology.json. Source: https://spec.openapis.org/oas/v3.1.0.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fhir_resources import json_format
from fhir_resources.operation_definitions import OperationDefinition, ParameterDefinition
from fhir_resources.version import FhirVersion
from terminology.http import routes
from terminology.http.media_types import FORM
from terminology.http.openapi_writes import (
    AUDIT,
    HISTORY_CONTROLS,
    SUBSCRIPTIONS,
    WRITE_ERRORS,
    history_text,
    write_text,
)
from terminology.http.search import SUMMARIES
from terminology.http.search_parameters import parameters_of

Json = dict[str, Any]

FHIR_JSON, FHIR_XML = "application/fhir+json", "application/fhir+xml"
ERRORS: Mapping[str, str] = {
    "400": "The request is malformed.",
    "404": "The address, the resource, the code or the code system is unknown.",
    "405": "The address does not support this method.",
    "406": "The requested format or FHIR version is not supported.",
    "413": "The body is too large.",
    "414": "The address is too long.",
    "415": "The type of the body is not supported.",
    "422": "Understood but refused: not supported, too costly, or the definition cannot be evaluated.",
    "500": "The server failed; its log has the details under the request id.",
    "503": "No content is loaded yet, or the server is overloaded.",
    "504": "The deadline of the request has passed.",
}
SCHEMAS: Mapping[str, Json] = {
    "integer": {"type": "integer", "minimum": 0},
    "boolean": {"type": "boolean"},
}
CONTROLS: tuple[Json, ...] = (
    {"name": "_format", "description": "json or xml; overrides Accept.", "schema": {"type": "string"}},
    {"name": "_pretty", "description": "Indent the answer.", "schema": {"type": "boolean"}},
)
READ_CONTROLS: tuple[Json, ...] = (
    {
        "name": "_summary",
        "description": "How much of each resource; `count` for searches only.",
        "schema": {"type": "string", "enum": list(SUMMARIES)},
    },
    {"name": "_elements", "description": "Comma-separated names of elements.", "schema": {"type": "string"}},
)
PAGE_CONTROLS: tuple[Json, ...] = (
    {
        "name": "_count",
        "description": "Resources per page, at most 1000.",
        "schema": {"type": "integer", "default": 50},
    },
    {"name": "_offset", "description": "Position of the page; follow the links.", "schema": {"type": "integer"}},
    {
        "name": "_sort",
        "description": "url, name, title, version, status, _lastUpdated; prefix `-` to sort descending.",
        "schema": {"type": "string"},
    },
)
DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "metadata": (
        "What this endpoint can do",
        "The CapabilityStatement; mode=terminology: the TerminologyCapabilities.",
    ),
    ".well-known/smart-configuration": ("Where clients get tokens", "SMART's document, as plain JSON."),
    "$versions": ("The FHIR version of this endpoint", "As Parameters, or as plain JSON for application/json."),
    "StructureDefinition": ("The extensions in answers", "Their definitions; `url` selects one."),
    "StructureDefinition/{id}": ("The definition of an extension", "Its meaning, and where it may appear."),
    "OperationDefinition/{id}": ("The definition of an operation", "Its parameters, as this endpoint reads them."),
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
    if endpoint.template in DOCUMENTS:
        return _document(version, endpoint)
    if texts := SUBSCRIPTIONS.get((endpoint.template, endpoint.method)):
        return _subscription(version, endpoint, *texts)
    if endpoint.is_write:
        return _write(version, endpoint)
    if endpoint.type in AUDIT:
        described = _described(version, endpoint, *AUDIT[str(endpoint.type)], "Bundle")
        described["responses"] |= _errors(("401", "403"))
        return described | {"parameters": [*_path_parameters(endpoint), *_queries(CONTROLS)]}
    if texts := history_text(endpoint.template, str(endpoint.type)):
        described = _described(
            version, endpoint, *texts, "Bundle" if texts[0].startswith("What") else str(endpoint.type)
        )
        return described | {"parameters": [*_path_parameters(endpoint), *_queries([*HISTORY_CONTROLS, *CONTROLS])]}
    return _read(version, endpoint) if endpoint.template.endswith("{id}") else _search(version, endpoint)


def _described(
    version: FhirVersion,
    endpoint: routes.Endpoint,
    summary: str,
    description: str,
    answer: str,
    body: Json | None = None,
) -> Json:
    """The common part of every path; the caller adds parameters."""
    id = re.sub(r"[^A-Za-z0-9]+", "-", f"{version.path}-{endpoint.method.lower()}-{endpoint.template}").strip("-")
    return {
        "tags": [f"FHIR {version.name}"],
        "operationId": id,
        "summary": summary,
        "description": description,
        **({"requestBody": body} if body else {}),
        "responses": {"200": _answer(version, answer), **_errors(ERRORS)},
    }


def _fhir_operation(version: FhirVersion, endpoint: routes.Endpoint, operation: OperationDefinition) -> Json:
    is_get = endpoint.method == "GET"
    on_one = "{id}" in endpoint.template
    returned = next((item.type for item in operation.outputs(version) if item.name == "return"), "Parameters")
    inputs = [item for item in operation.inputs(version) if item.is_primitive]
    example = {} if on_one else operation.example
    parameters = [_query_parameter(item, example) for item in inputs] if is_get else []
    described = _described(
        version,
        endpoint,
        operation.title,
        operation.description,
        str(returned),
        None if is_get else _parameters_body(version, operation, example),
    )
    return described | {"parameters": [*_path_parameters(endpoint), *parameters, *_queries(CONTROLS)]}


def _search(version: FhirVersion, endpoint: routes.Endpoint) -> Json:
    asked = [
        {"name": item.name, "description": item.documentation, "schema": {"type": "string"}}
        | ({"example": item.example} if item.example else {})
        for item in parameters_of(str(endpoint.type)).values()
    ]
    queries = [*asked, *PAGE_CONTROLS, *READ_CONTROLS]
    properties = {item["name"]: {**item["schema"], "description": item["description"]} for item in queries}
    is_get = endpoint.method == "GET"
    body = None if is_get else {"content": {FORM: {"schema": {"type": "object", "properties": properties}}}}
    described = _described(
        version, endpoint, f"Search {endpoint.type}", "A page of the resources that match.", "Bundle", body
    )
    return described | {"parameters": _queries([*queries, *CONTROLS] if is_get else CONTROLS)}


def _write(version: FhirVersion, endpoint: routes.Endpoint) -> Json:
    summary, description = write_text(endpoint.method, endpoint.template, str(endpoint.type))
    media = {FHIR_JSON: {"schema": _reference()}, FHIR_XML: {"schema": {"type": "string"}}}
    body = None if endpoint.method == "DELETE" else {"required": True, "content": media}
    described = _described(version, endpoint, summary, description, str(endpoint.type), body)
    described["responses"] |= _errors(WRITE_ERRORS)
    return described | {"parameters": [*_path_parameters(endpoint), *_queries(CONTROLS)]}


def _subscription(version: FhirVersion, endpoint: routes.Endpoint, summary: str, description: str) -> Json:
    body = {"required": True, "content": {FHIR_JSON: {"schema": _reference()}}}
    takes_body = endpoint.method in ("POST", "PUT")
    answer = str(endpoint.type) if takes_body or endpoint.template.endswith("{id}") else "Bundle"
    described = _described(version, endpoint, summary, description, answer, body if takes_body else None)
    described["responses"] |= _errors(WRITE_ERRORS) if endpoint.type == "Subscription" else {}
    return described | {"parameters": [*_path_parameters(endpoint), *_queries(CONTROLS)]}


def _read(version: FhirVersion, endpoint: routes.Endpoint) -> Json:
    described = _described(version, endpoint, f"Read a {endpoint.type}", "The complete resource.", str(endpoint.type))
    return described | {"parameters": [*_path_parameters(endpoint), *_queries([*READ_CONTROLS, *CONTROLS])]}


def _document(version: FhirVersion, endpoint: routes.Endpoint) -> Json:
    summary, description = DOCUMENTS[endpoint.template]
    modes: list[Json] = []
    if endpoint.template == "metadata":
        modes = [
            {
                "name": "mode",
                "description": "The statement to return.",
                "schema": {"enum": ["full", "normative", "terminology"]},
            }
        ]
    described = _described(version, endpoint, summary, description, endpoint.type or "Parameters")
    return described | {"parameters": [*_path_parameters(endpoint), *_queries([*modes, *CONTROLS])]}


def _batch(version: FhirVersion) -> Json:
    endpoint = routes.Endpoint("", "POST", lambda: NotImplemented)
    body = {"required": True, "content": {FHIR_JSON: {"schema": _reference(), "example": BATCH_EXAMPLE}}}
    return _described(
        version, endpoint, "Many requests at once", "Entries are answered independently, in order.", "Bundle", body
    )


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
        "content": {FHIR_JSON: {"schema": _reference(), **resource}, FHIR_XML: {"schema": {"type": "string"}}},
    }


def _path_parameters(endpoint: routes.Endpoint) -> list[Json]:
    described = {"id": f"The id of the {endpoint.type}.", "vid": "The id of the version."}
    return [
        {"name": name, "in": "path", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in described.items()
        if f"{{{name}}}" in endpoint.template
    ]


def _queries(items: Iterable[Json]) -> list[Json]:
    return [{"name": item["name"], "in": "query", **item} for item in items]


def _answer(version: FhirVersion, type: str) -> Json:
    media = {f"{name}; fhirVersion={version.value}": {"schema": _reference()} for name in (FHIR_JSON,)}
    return {"description": f"{type}.", "content": {**media, FHIR_XML: {"schema": {"type": "string"}}}}


def _errors(statuses: Iterable[str]) -> Json:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _error(text: str) -> Json:
    return {"description": text, "content": {FHIR_JSON: {"schema": {"$ref": "#/components/schemas/OperationOutcome"}}}}


def _reference() -> Json:
    return {"$ref": "#/components/schemas/Resource"}


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
