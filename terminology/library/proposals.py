"""Proposals: checks a requested change of a resource against every rule; the result is a Write to commit.

The rules are checked against the current content; the commit verifies that it has not changed since.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fhir_resources import invariants, json_format, models
from fhir_resources import value_set as value_set_format
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest, BrokenRule, Conflict, Forbidden, TerminologyError, VersionConflict
from terminology.core.issues import Issue
from terminology.core.principals import NO_URL, Principal
from terminology.library.dependencies import with_noted_names
from terminology.library.lifecycle import broken, check_change, check_delete, check_new, is_same
from terminology.library.named_codes import check_codes, check_imports
from terminology.library.received import READERS, Value, value_of, with_values
from terminology.library.snapshots import Snapshot
from terminology.library.written import Key, Written, building_on
from terminology.library.written_content import Write, url_conflict

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
SUBSETTED = "SUBSETTED"
MAX_ISSUES = 50

Json = dict[str, Any]
Change = Callable[[Json, FhirVersion], Json]  # maps the current resource, in its own FHIR version


@dataclass(frozen=True, slots=True)
class Scene:
    """What a proposal is checked against. `snapshot` is the endpoint's.

    `written` is as new or newer, and may advance during the check.
    """

    snapshot: Snapshot
    written: Written
    principal: Principal
    leaving: frozenset[Key] = frozenset()  # deleted by the same transaction
    checks_names: bool = True  # False if `check_names` runs once all writes of the transaction are known

    @property
    def seen(self) -> int:
        """The commit that all checks have seen: `written` can be ahead of the snapshot briefly."""
        return self.snapshot.written

    def find_imported(self, type: str, id: str) -> bool:
        """Whether the id belongs to content not written over REST."""
        entry = self.snapshot.resources.find(type, id)
        return entry is not None and not entry.is_written and (type, id) not in self.written.resources

    def current(self, type: str, id: str) -> tuple[Json, FhirVersion] | None:
        """The current resource and its FHIR version; None if it does not exist."""
        resource = self.written.resources.get((type, id))
        return (resource.entry.make(), resource.entry.fhir_version) if resource else None

    def version_id(self, type: str, id: str) -> int:
        head = self.written.find_head(type, id)
        return head.version.version_id if head else 0


def propose_put(
    scene: Scene, method: str, resource: Json, version: FhirVersion, id: str, if_match: int | None = None
) -> Write | None:
    """A write of the checked resource under this id; None when it is unchanged.

    Raises BadRequest, BrokenRule, Conflict, VersionConflict, Forbidden.
    """
    type = resource["resourceType"]
    _check_id(id)
    _check_not_imported(scene, type, id)
    current = scene.current(type, id)
    _check_match(scene, type, id, if_match, current is not None)
    sound = checked(resource, version)
    r5 = sound if version is FhirVersion.R5 else to_r5(sound)
    check_new(r5)
    _check_url(scene, type, id, r5)
    depends_on: frozenset[str] = frozenset()
    if scene.checks_names:
        status = None if current is None else current[0].get("status")
        depends_on = _check_named(scene.snapshot.catalogue, r5, status)
    if current is not None:
        old, old_version = current
        old_r5 = old if old_version is FhirVersion.R5 else to_r5(old)
        _check_limits(scene, old_r5.get("url"))
        if is_same(old_r5, r5) and (old_version is version):
            return None
        check_change(old_r5, r5)
    return Write(
        type=type,
        id=id,
        method=method,
        expected=scene.version_id(type, id),
        text=json_format.dumps(_stored(sound, id)).decode(),
        fhir_version=version,
        url=r5.get("url"),
        version=r5.get("version"),
        status=r5.get("status"),
        seen=scene.seen,
        depends_on=depends_on,
    )


def propose_patch(
    scene: Scene, type: str, id: str, change: Change, version: FhirVersion, if_match: int | None = None
) -> Write | None:
    """A write of the current resource, patched in the endpoint's FHIR version. Raises what `propose_put` raises."""
    _check_not_imported(scene, type, id)
    current = scene.current(type, id)
    _check_match(scene, type, id, if_match, current is not None)
    if current is None:
        raise VersionConflict(Issue("error", "not-found", f"There is no {type}/{id} to patch"))
    resource, written_in = current
    if written_in is not version:
        resource = to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)
    changed = change({**resource, "id": id}, version)
    if changed.get("resourceType") != type or changed.get("id") != id:
        raise BrokenRule(Issue("error", "business-rule", "A patch must not change type or id"))
    return propose_put(scene, "PATCH", changed, version, id)


def propose_delete(
    scene: Scene, type: str, id: str, version: FhirVersion, if_match: int | None = None, is_forced: bool = False
) -> Write | None:
    """A deletion; None when the resource does not exist. Raises Conflict, VersionConflict, Forbidden."""
    _check_not_imported(scene, type, id)
    resource = scene.written.resources.get((type, id))
    _check_match(scene, type, id, if_match, resource is not None)
    if resource is None:
        return None
    if is_forced and not scene.principal.may_everything:
        raise Forbidden(Issue("error", "forbidden", "_force needs the scope system/*.cruds"))
    _check_limits(scene, resource.version.url)
    check_delete(type, resource.version.status, is_forced)
    depends_on = _check_unused(scene, type, id)
    expected = scene.version_id(type, id)
    return Write(type, id, "DELETE", expected, None, version, seen=scene.seen, depends_on=depends_on)


def checked(resource: Json, version: FhirVersion) -> Json:
    """The resource, if it is valid FHIR of this version and can be served. Raises BadRequest and BrokenRule."""
    type = resource["resourceType"]
    tags = resource.get("meta", {}).get("tag", []) if isinstance(resource.get("meta"), dict) else []
    if isinstance(tags, list) and any(isinstance(tag, dict) and tag.get("code") == SUBSETTED for tag in tags):
        raise broken(f"{type}.meta.tag", "This is part of a resource (SUBSETTED): writing it would lose the rest")
    issues = models.check(resource, version)
    if issues:
        raise BadRequest(*issues[:MAX_ISSUES])
    if type in READERS:
        if errors := [issue for issue in invariants.check(resource, version) if issue.severity == "error"]:
            raise BrokenRule(*errors[:MAX_ISSUES])
        try:
            value_of(resource, version)
        except TerminologyError as error:
            raise BrokenRule(*error.issues) from error
    return resource


def catalogue_with(scene: Scene, writes: Iterable[Write]) -> Catalogue:
    """The served catalogue, with all writes of a transaction."""
    there = [_value(item) for item in writes if item.type in READERS and item.text]
    return with_values(scene.snapshot.catalogue, there)


def check_names(scene: Scene, catalogue: Catalogue, write: Write) -> frozenset[str]:
    """Checks the references of one write of a transaction in this catalogue; returns the names it looked up. Raises
    BrokenRule.
    """
    if write.text is None or write.type != "ValueSet":
        return frozenset()
    resource = json_format.loads_trusted(write.text)
    current = scene.current(write.type, write.id)
    r5 = resource if write.fhir_version is FhirVersion.R5 else to_r5(resource)
    return _check_named(catalogue, r5, None if current is None else current[0].get("status"))


def _value(write: Write) -> Value:
    return value_of(json_format.loads_trusted(write.text or "{}"), write.fhir_version)


def _check_named(catalogue: Catalogue, resource: Json, status: str | None) -> frozenset[str]:
    """Raises BrokenRule for a value set that includes itself, or becomes active with nonexistent codes.

    Returns the names looked up, so that concurrent writes of, say, two value sets that include each other fail.
    """
    if resource["resourceType"] != "ValueSet":
        return frozenset()
    value_set = value_set_format.read(resource)
    noted = set[str]()
    catalogue = with_noted_names(catalogue, noted)
    check_imports(catalogue, value_set)
    if resource.get("status") == "active" and status != "active":
        check_codes(catalogue, value_set)
    return frozenset(noted)


def _stored(resource: Json, id: str) -> Json:
    """As sent, except for what the server assigns."""
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in ("versionId", "lastUpdated")}
    rest = {name: value for name, value in resource.items() if name not in ("resourceType", "id", "meta")}
    return {"resourceType": resource["resourceType"], "id": id} | ({"meta": meta} if meta else {}) | rest


def _check_id(id: str) -> None:
    if not ID.fullmatch(id):
        raise BadRequest(Issue("error", "value", f"'{id[:80]}' is not an id: use A-Z, a-z, 0-9, - and ., at most 64"))


def _check_not_imported(scene: Scene, type: str, id: str) -> None:
    if scene.find_imported(type, id):
        text = f"{type}/{id} was imported and cannot be changed over REST: use `terminology import` or `remove`"
        raise Conflict(Issue("error", "business-rule", text))


def _check_match(scene: Scene, type: str, id: str, if_match: int | None, is_there: bool) -> None:
    """`if_match` 0 matches any existing version."""
    if if_match is None:
        return
    known = scene.version_id(type, id)
    if not is_there:
        raise VersionConflict(Issue("error", "conflict", f"There is no {type}/{id}, so If-Match fails"))
    if if_match not in (0, known):
        text = f"{type}/{id} is now at version {known}, not {if_match}: read it again"
        raise VersionConflict(Issue("error", "conflict", text))


def _check_url(scene: Scene, type: str, id: str, resource: Json) -> None:
    url, version = resource.get("url"), resource.get("version")
    _check_limits(scene, url)
    if not url:
        return
    holder = scene.written.holder(type, url, version)
    if holder is not None and holder != id and (type, holder) not in scene.leaving:
        raise url_conflict(type, url, version, holder)
    if _is_imported(scene, type, url):
        text = f"The url {url} belongs to imported content, which cannot be changed over REST: choose your own url"
        raise Conflict(Issue("error", "business-rule", text, expression=(f"{type}.url",)))


def _check_limits(scene: Scene, url: str | None) -> None:
    if not scene.principal.may_write(url):
        raise Forbidden(Issue("error", "forbidden", f"'{scene.principal.name}' {_limit(scene.principal, url)}"))


def _limit(principal: Principal, url: str | None) -> str:
    if principal.below == (NO_URL,):
        return "may not write any url: its token lacks the claim with the allowed prefixes, or the claim allows none"
    return f"may write only urls below {' or '.join(principal.below)}, and this is {url or 'without a url'}"


def _is_imported(scene: Scene, type: str, url: str) -> bool:
    versions = _versions(scene.snapshot.catalogue, type, url)
    return any(scene.written.holder(type, url, version) is None for version in versions)


def _versions(catalogue: Catalogue, type: str, url: str) -> tuple[str | None, ...]:
    """The served versions of a url, whatever their origin."""
    if type == "ValueSet":
        return tuple(item.header.version for item in catalogue.value_sets.get(url, ()))
    if type == "ConceptMap":
        return tuple(item.header.version for item in catalogue.concept_maps.get(url, ()))
    if type == "CodeSystem":
        system = catalogue.canonical_system(url)
        providers = tuple(item.header.version for item in catalogue.code_systems.get(system, ()))
        return (*providers, *(item.header.version for item in catalogue.supplements.get(url, ())))
    return ()


def _check_unused(scene: Scene, type: str, id: str) -> frozenset[str]:
    """Raises Conflict while an active definition references this one and no other version of it would be left.

    Returns the names looked up: its referrers and its other versions.
    """
    version = scene.written.resources[type, id].version
    if not version.url:
        return frozenset()
    others = [v for v in _versions(scene.snapshot.catalogue, type, version.url) if v != version.version]
    pinned = f"{version.url}|{version.version}"
    for key in sorted(scene.written.referrers.get(version.url, ())):
        referrer = scene.written.resources.get(key)
        if referrer is None or key in scene.leaving or key == (type, id) or referrer.version.status != "active":
            continue
        if pinned in referrer.references or (not others and version.url in referrer.references):
            text = f"{key[0]}/{key[1]} ({referrer.version.url}) is active and references it"
            raise Conflict(Issue("error", "business-rule", f"{type}/{id} is in use: {text}"))
    return frozenset((f"{type} {version.url}", building_on(version.url)))
