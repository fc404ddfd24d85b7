"""The lifecycle steps of a definition, as CRMI names them: draft, clone, release, approve, retire. Pure, on R5 JSON.

    draft     an active version -> a draft of the next one, with a new id
    clone     any definition -> a draft with another url
    release   a draft -> active: complete, with every code system it references pinned to a version
    approve   records when it was approved
    retire    active -> retired

Source: https://hl7.org/fhir/uv/crmi/ (operations crmi-draft, crmi-clone, crmi-release, crmi-approve).
"""

from collections.abc import Mapping
from typing import Any

from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest, BrokenRule
from terminology.core.issues import Issue
from terminology.library.lifecycle import broken

DRAFT_LABEL = "-draft"
NOT_OF_A_DRAFT = ("approvalDate", "lastReviewDate", "effectivePeriod", "date", "expansion")
RELEASE_LABEL = "http://hl7.org/fhir/StructureDefinition/artifact-releaseLabel"
SHAREABLE = ("url", "version", "title", "experimental", "description")
BEHAVIORS = ("default", "check", "force")

Json = dict[str, Any]
Inputs = Mapping[str, str]


def draft(resource: Json, inputs: Inputs) -> Json:
    """The next version as a draft. Raises BrokenRule when the resource is not active."""
    type = resource["resourceType"]
    if resource.get("status") != "active":
        raise broken(f"{type}.status", f"A draft needs an active {type}; this one is {resource.get('status')}")
    made = _new(resource)
    made["version"] = _needed(inputs, "version").removesuffix(DRAFT_LABEL) + DRAFT_LABEL
    return made


def clone(resource: Json, inputs: Inputs) -> Json:
    """A copy with another url, as a separate draft."""
    made = _new(resource)
    made["url"] = _needed(inputs, "url")
    made["version"] = _needed(inputs, "version")
    if made["url"] == resource.get("url"):
        raise BadRequest(Issue("error", "value", "A clone needs a new url", expression=("url",)))
    return made


def release(resource: Json, inputs: Inputs, catalogue: Catalogue, today: str) -> Json:
    """The resource as released. Raises BrokenRule with everything that is missing."""
    type = resource["resourceType"]
    if resource.get("status") not in ("draft", "unknown"):
        raise broken(f"{type}.status", f"Only a draft can be released; this {type} is {resource.get('status')}")
    made = {**resource, "status": "active", "date": inputs.get("releaseDate", today)}
    made["version"] = _released_version(resource, inputs)
    if label := inputs.get("releaseLabel"):
        others = [item for item in resource.get("extension", ()) if item.get("url") != RELEASE_LABEL]
        made["extension"] = [*others, {"url": RELEASE_LABEL, "valueString": label}]
    missing = [name for name in SHAREABLE if made.get(name) is None]
    issues = [_missing(type, name) for name in missing]
    if type == "ValueSet":
        made, unresolved = _pinned(made, catalogue)
        issues += unresolved
    if issues:
        raise BrokenRule(*issues)
    return made


def approve(resource: Json, inputs: Inputs, today: str) -> Json:
    return {**resource, "approvalDate": inputs.get("approvalDate", today), "date": today}


def retire(resource: Json, today: str) -> Json:
    type = resource["resourceType"]
    if resource.get("status") != "active":
        raise broken(
            f"{type}.status", f"Only an active version can be retired; this {type} is {resource.get('status')}"
        )
    return {**resource, "status": "retired", "date": today}


def check_withdraw(resource: Json) -> None:
    type = resource["resourceType"]
    if resource.get("status") != "draft":
        raise broken(
            f"{type}.status", f"Only a draft can be withdrawn; this {type} is {resource.get('status')}: retire it"
        )


def _new(resource: Json) -> Json:
    left_out = {*NOT_OF_A_DRAFT, "id", "meta", "status"}
    retained = {name: value for name, value in resource.items() if name not in left_out}
    return {"resourceType": resource["resourceType"], "status": "draft", **retained}


def _needed(inputs: Inputs, name: str) -> str:
    if not inputs.get(name):
        raise BadRequest(Issue("error", "required", f"The parameter {name} is needed", expression=(name,)))
    return inputs[name]


def _released_version(resource: Json, inputs: Inputs) -> str | None:
    """`default`: its version without -draft, or the requested one; `check`: both must agree; `force`: the requested
    one.
    """
    own = str(resource.get("version") or "").removesuffix(DRAFT_LABEL) or None
    stated, behavior = inputs.get("version"), inputs.get("versionBehavior", "default")
    if behavior not in BEHAVIORS:
        text = f"versionBehavior must be one of {', '.join(BEHAVIORS)}, not '{behavior}'"
        raise BadRequest(Issue("error", "value", text, expression=("versionBehavior",)))
    if behavior == "force":
        return _needed(inputs, "version")
    if behavior == "check" and own is not None and own != stated:
        raise broken("version", f"The version is {own}, but {stated} was requested")
    return own or stated


def _pinned(resource: Json, catalogue: Catalogue) -> tuple[Json, list[Issue]]:
    """The value set with a version for every code system it includes, and issues for what cannot be resolved."""
    issues: list[Issue] = []
    compose = {**resource.get("compose", {})}
    for name in ("include", "exclude"):
        if name in compose:
            compose[name] = [
                _pinned_component(component, catalogue, f"ValueSet.compose.{name}[{place}]", issues)
                for place, component in enumerate(compose[name])
            ]
    return ({**resource, "compose": compose} if compose else resource), issues


def _pinned_component(component: Json, catalogue: Catalogue, place: str, issues: list[Issue]) -> Json:
    for number, reference in enumerate(component.get("valueSet", ())):
        url, _, version = reference.partition("|")
        if catalogue.find_value_set(url, version or None) is None:
            issues.append(_unresolved(f"The value set {reference} is not known here", f"{place}.valueSet[{number}]"))
    system = component.get("system")
    if system is None:
        return component
    provider = catalogue.find_code_system(system, component.get("version"))
    if provider is None:
        stated = f"{system}|{component['version']}" if component.get("version") else system
        issues.append(_unresolved(f"The code system {stated} is not known here", f"{place}.system"))
        return component
    # A fragment does not define all of its codes, so a missing one is no reason to refuse.
    stated_codes = component.get("concept", ()) if provider.header.content == "complete" else ()
    for number, concept in enumerate(stated_codes):
        if provider.locate(concept.get("code", "")) is None:
            text = f"The code '{concept.get('code')}' is not in {provider.header.canonical}"
            issues.append(_unresolved(text, f"{place}.concept[{number}].code"))
    version = provider.header.version
    return {**component, "version": version} if version else component


def _missing(type: str, name: str) -> Issue:
    return Issue("error", "required", f"The {type} has no {name}; a release needs one", expression=(f"{type}.{name}",))


def _unresolved(text: str, place: str) -> Issue:
    return Issue("error", "business-rule", text, expression=(place,))
