"""What OpenAPI says of writes and histories: texts by method and the end of the template."""

from collections.abc import Mapping

from terminology.http.artifact_operation_names import OPERATIONS

WRITE_ERRORS: Mapping[str, str] = {
    "401": "A token or an API key is missing or invalid.",
    "403": "Not permitted: the answer names the missing scope, or the allowed URL prefix.",
    "409": "Held by another, owned by an import, or still in use.",
    "410": "Deleted; its history is still there.",
    "412": "It changed since it was read (If-Match), or a condition finds several.",
}
PATCHES = "application/json-patch+json, or a Parameters resource with FHIRPath Patch."
# (method, on one resource) -> summary, description
WRITES: Mapping[tuple[str, bool], tuple[str, str]] = {
    ("POST", False): (
        "Create a {type}",
        "With If-None-Exist only when nothing matches. `Prefer: return=` is honoured.",
    ),
    ("PUT", False): ("Update the {type} that matches", "Created when none does; 412 when several do."),
    ("PATCH", False): ("Patch the {type} that matches", PATCHES),
    ("DELETE", False): ("Delete the {type} that matches", "412 when several do."),
    ("PUT", True): ("Update a {type}, or create it under this id", "With If-Match only at this version."),
    ("PATCH", True): ("Patch a {type}", PATCHES),
    ("DELETE", True): ("Delete a {type}", "Drafts; what is active is retired instead. Its history stays."),
}
HISTORIES: Mapping[str, tuple[str, str]] = {
    "_history": ("What was written, newest first", "_count, _since and _at; deletions are entries without a resource."),
    "{vid}": ("Read a version of a {type}", "As it was, also when it is deleted by now."),
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
# By the end of the template and the method.
SUBSCRIPTIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("Subscription", "GET"): ("One's own subscriptions", "`status` and `_id` narrow them."),
    ("Subscription", "POST"): (
        "Subscribe to a topic",
        "By rest-hook, to an endpoint that the operator allows; R5, or R4 with HL7's backport.",
    ),
    ("Subscription/{id}", "GET"): ("Read a subscription", "As it was sent, with its status now."),
    ("Subscription/{id}", "PUT"): ("Change a subscription", "It starts over with a handshake."),
    ("Subscription/{id}", "DELETE"): ("End a subscription", "204, and 204 again."),
    ("Subscription/$status", "GET"): ("How one's subscriptions are", "`id` and `status` narrow them."),
    ("Subscription/{id}/$status", "GET"): ("How a subscription is", "With the number of its last event."),
    ("Subscription/{id}/$events", "GET"): (
        "Events again",
        "By `eventsSinceNumber` and `eventsUntilNumber`, at most 1,000.",
    ),
    ("SubscriptionTopic", "GET"): ("The topics that there are", "`url` names one."),
    ("SubscriptionTopic/{id}", "GET"): ("Read a topic", "With the filters that it has."),
}
HISTORY_CONTROLS = (
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
    """None for what is no history."""
    texts = HISTORIES.get(template.rpartition("/")[2])
    return (texts[0].format(type=type), texts[1]) if texts else None
