"""The lifecycle of a definition (draft, active, retired), and what a client may change in each state. Pure, on R5 JSON.

    stored    content    metadata            status                delete
    draft     free       free                active, retired       yes
    active    never      if date moves       retired               only by force
    retired   never      never               never                 only by force

`unknown` behaves like draft. Source: CRMI's artifact lifecycle, https://hl7.org/fhir/uv/crmi/artifact-lifecycle.html,
rules 3.1 to 3.4.
"""

from collections.abc import Mapping
from typing import Any

from terminology.core.errors import BrokenRule, Conflict
from terminology.core.issues import Issue

Json = dict[str, Any]

# The elements about codes; all others describe the definition.
CONTENT: Mapping[str, frozenset[str]] = {
    "CodeSystem": frozenset(
        {"concept", "property", "filter", "content", "caseSensitive", "hierarchyMeaning", "compositional"}
        | {"versionNeeded", "supplements", "valueSet", "count"}
    ),
    "ValueSet": frozenset({"compose", "expansion", "immutable", "scope"}),
    "ConceptMap": frozenset(
        {"group", "property", "additionalAttribute"}
        | {"sourceScopeUri", "sourceScopeCanonical", "targetScopeUri", "targetScopeCanonical"}
    ),
    "NamingSystem": frozenset({"kind", "uniqueId", "type"}),
}
IDENTITY = frozenset({"url", "version"})
ASSIGNED = frozenset({"id", "meta"})  # by the server
FREE = ("draft", "unknown")


def check_new(resource: Json) -> None:
    """Raises BrokenRule when other resources could not reference the definition."""
    type = resource["resourceType"]
    if type != "NamingSystem" and not resource.get("url"):
        raise broken(f"{type}.url", f"A {type} needs a url")
    if resource.get("content") == "supplement" and not resource.get("supplements"):
        raise broken("CodeSystem.supplements", "A supplement must name the code system it supplements")
    if "|" in str(resource.get("url", "")):
        raise broken(f"{type}.url", "A url must not contain |: the version belongs in the element version")


def check_change(old: Json, new: Json) -> None:
    """Raises BrokenRule when the status of `old` does not allow the change to `new`."""
    type, status = old["resourceType"], old.get("status")
    becomes = new.get("status")
    if status in FREE or status is None:
        return
    if status == "retired":
        raise broken(f"{type}.status", f"This {type} is retired and can no longer change")
    if becomes not in ("active", "retired"):
        raise broken(
            f"{type}.status", f"This {type} is active: it can be retired, but it cannot become {becomes} again"
        )
    for name in sorted(CONTENT[type]):
        if old.get(name) != new.get(name):
            raise broken(
                f"{type}.{name}", f"This {type} is active, so its content does not change: {_create_version()}"
            )
    for name in sorted(IDENTITY):
        if old.get(name) != new.get(name):
            raise broken(f"{type}.{name}", f"This {type} is active, so its {name} does not change: {_create_version()}")
    if old.get("date") == new.get("date") and becomes == "active":
        raise broken(f"{type}.date", f"This {type} is active: a change of its metadata needs a new date")


def check_delete(type: str, status: str | None, is_forced: bool) -> None:
    """Raises Conflict when it must not be deleted."""
    if status in ("active", "retired") and not is_forced:
        advice = "Retire it (status retired), or delete it with _force=true" if status == "active" else "See _force"
        text = f"This {type} is {status}: what was recorded with it must stay readable. {advice}"
        raise Conflict(Issue("error", "business-rule", text, expression=(f"{type}.status",)))


def is_same(old: Json, new: Json) -> bool:
    """Whether the two differ only in what the server assigns."""
    return _own(old) == _own(new)


def _own(resource: Json) -> Json:
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in ("versionId", "lastUpdated")}
    return {name: value for name, value in resource.items() if name not in ASSIGNED} | {"meta": meta}


def broken(expression: str, text: str) -> BrokenRule:
    return BrokenRule(Issue("error", "business-rule", text, expression=(expression,)))


def _create_version() -> str:
    return "create a new version (POST it with a new version, or $draft)"
