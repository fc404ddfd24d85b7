"""The texts of the OpenAPI document that no table of routes, operations or search parameters holds."""

from collections.abc import Mapping
from typing import Any

from terminology.http.artifact_operation_names import OPERATIONS
from terminology.http.search import SUMMARIES

Json = dict[str, Any]

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
METADATA_MODES: tuple[Json, ...] = (
    {
        "name": "mode",
        "description": "The statement to return.",
        "schema": {"enum": ["full", "normative", "terminology"]},
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

WRITE_ERRORS: Mapping[str, str] = {
    "401": "A token or an API key is missing or invalid.",
    "403": "Not permitted: the answer names the missing scope, or the allowed URL prefix.",
    "409": "Its url belongs to another resource or an import, or it is still in use.",
    "410": "Deleted; its history is still there.",
    "412": "It has changed since it was read (If-Match), or a condition matches several resources.",
}
PATCHES = "application/json-patch+json, or a Parameters resource with FHIRPath Patch."
# (method, on one resource) -> summary, description
WRITES: Mapping[tuple[str, bool], tuple[str, str]] = {
    ("POST", False): (
        "Create a {type}",
        "With If-None-Exist, only if nothing matches. `Prefer: return=` is honored.",
    ),
    ("PUT", False): ("Update the {type} that matches", "Created when none does; 412 when several do."),
    ("PATCH", False): ("Patch the {type} that matches", PATCHES),
    ("DELETE", False): ("Delete the {type} that matches", "412 when several do."),
    ("PUT", True): ("Update a {type}, or create it under this id", "With If-Match, only at this version."),
    ("PATCH", True): ("Patch a {type}", PATCHES),
    ("DELETE", True): ("Delete a {type}", "For drafts; retire an active one instead. Its history remains."),
}
HISTORIES: Mapping[str, tuple[str, str]] = {
    "_history": ("Written versions, newest first", "_count, _since and _at; deletions are entries without a resource."),
    "{vid}": ("Read a version of a {type}", "As it was, even if it has been deleted since."),
}
AUDIT: Mapping[str, tuple[str, str]] = {
    "AuditEvent": (
        "Writes, logins and refusals",
        "Searched by date, entity, agent, action and outcome; needs the scope system/AuditEvent.rs.",
    ),
    "Provenance": (
        "Who wrote which version",
        "Searched by recorded, target and agent; needs the scope system/Provenance.rs.",
    ),
}
# By the end of the template, and the method.
SUBSCRIPTIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("Subscription", "GET"): ("Your own subscriptions", "Filter by `status` and `_id`."),
    ("Subscription", "POST"): (
        "Subscribe to a topic",
        "By rest-hook, to an endpoint that the operator allows; R5, or R4 with HL7's backport.",
    ),
    ("Subscription/{id}", "GET"): ("Read a subscription", "As sent, with its current status."),
    ("Subscription/{id}", "PUT"): ("Change a subscription", "It starts over with a handshake."),
    ("Subscription/{id}", "DELETE"): ("End a subscription", "204, and 204 again."),
    ("Subscription/$status", "GET"): ("The status of your subscriptions", "Filter by `id` and `status`."),
    ("Subscription/{id}/$status", "GET"): ("The status of a subscription", "With the number of its last event."),
    ("Subscription/{id}/$events", "GET"): (
        "Past events",
        "By `eventsSinceNumber` and `eventsUntilNumber`, at most 1,000.",
    ),
    ("SubscriptionTopic", "GET"): ("The available topics", "`url` selects one."),
    ("SubscriptionTopic/{id}", "GET"): ("Read a topic", "With its filters."),
}
HISTORY_CONTROLS: tuple[Json, ...] = (
    {"name": "_count", "description": "Entries per page, at most 1000.", "schema": {"type": "integer", "default": 50}},
    {"name": "_since", "description": "Written at or after this time.", "schema": {"type": "string"}},
    {"name": "_at", "description": "Current at some time of this day, month or year.", "schema": {"type": "string"}},
)


def write_text(method: str, template: str, type: str) -> tuple[str, str]:
    step = template.rpartition("/")[2].removeprefix("$")
    if step in OPERATIONS:
        return f"${step} of a {type}", OPERATIONS[step][1]
    summary, description = WRITES[method, "{id}" in template]
    return summary.format(type=type), description


def history_text(template: str, type: str) -> tuple[str, str] | None:
    """None if it is not a history."""
    texts = HISTORIES.get(template.rpartition("/")[2])
    return (texts[0].format(type=type), texts[1]) if texts else None
