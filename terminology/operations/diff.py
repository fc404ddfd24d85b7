"""CodeSystem/$diff: what changed between two versions of a code system.

An operation of this server; FHIR has no equivalent. For HCPCS it compares what CMS's transaction report lists (added
codes, discontinued codes, text changes), and also every property value.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.changes import KINDS, Change, DiffRequest, DiffResult
from terminology.core.errors import BadRequest, UnknownCodeSystem
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader, Coding, Concept, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import CONCEPT_PROPERTIES, is_inactive, standard_values

# `terminated` and `reactivated` cover the first two; `child` is the inverse of `parent`.
DESCRIBED_BY_KIND = frozenset({"inactive", "retirementDate", "child"})
# In HCPCS these follow from the dates, which are compared, or only record the action of the release.
DESCRIBED_BY_CMS_DATES = frozenset({"status", "effectiveDate", "terminationDate", "actionCode", "actionEffectiveDate"})
SHORT_DESCRIPTION = "short-description"


def diff(catalogue: Catalogue, request: DiffRequest) -> DiffResult:
    """The changes from one version to a later one: their counts and the requested page.

    Raises UnknownCodeSystem for a version that is not loaded, BadRequest when `from` is not before `to`.
    """
    old = _get(catalogue, request.system, request.from_version, "from")
    new = _get(catalogue, request.system, request.to_version, "to")
    _check_order(old.header, new.header)
    found, silent = changes_between(old, new)
    counted = Counter(item.kind for item in found)
    asked = [item for item in found if not request.kinds or item.kind in request.kinds]
    end = None if request.count is None else request.offset + request.count
    return DiffResult(
        old=old.header,
        new=new.header,
        counts={kind: counted[kind] for kind in KINDS},
        total=len(asked),
        offset=request.offset,
        changes=tuple(asked[request.offset : end]),
        message=_advice(old.header, new.header, silent),
    )


Silent = Mapping[str, CodeSystemHeader]  # the kinds (`kind`) that one version has no concepts of, with that version


def changes_between(old: CodeSystemProvider, new: CodeSystemProvider) -> tuple[tuple[Change, ...], Silent]:
    """Every change, kind by kind; within one in definition order. Texts are compared with white space folded.

    A code whose validity begins after its previously stated end was reassigned, perhaps with a new meaning: it is
    `added`, with the text of its former period as `old`. One that was added and has ended in between is `added` and
    `terminated`. A version without any concept of a kind (`kind`) states nothing about that kind: a file without
    modifiers removes none. If the two versions have no kind in common, every change is reported.
    """
    described = _described_otherwise(old.header) | _described_otherwise(new.header)
    found: list[tuple[str, Change]] = []
    here, there = set(), set()
    for code in old.codes():
        if new.ordinal(code) is None and (removed := old.locate(code)):
            here.add(_kind(removed))
            found.append((_kind(removed), Change("removed", code, _name(removed), None)))
    for after in new.concepts():
        before = old.locate(after.code)
        here |= {_kind(before)} if before else set()
        there.add(_kind(after))
        found += ((_kind(after), change) for change in _changes(old, before, new, after, described))
    silent = {kind: (old if kind in there else new).header for kind in (here ^ there if here & there else ())}
    changes = (change for kind, change in found if kind not in silent)
    return tuple(sorted(changes, key=lambda change: KINDS.index(change.kind))), silent


def _kind(concept: Concept) -> str:
    return next((str(value.content) for value in concept.values("kind")), "")


def changes_of(old: CodeSystemProvider, new: CodeSystemProvider, code: str) -> tuple[Change, ...]:
    """The changes of one code, in the order of their kinds; empty for a code that neither version has."""
    before, after = old.locate(code), new.locate(code)
    if after is not None:
        described = _described_otherwise(old.header) | _described_otherwise(new.header)
        found = _changes(old, old.locate(after.code), new, after, described)
        return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))
    return (Change("removed", before.code, _name(before), None),) if before else ()


def _get(catalogue: Catalogue, system: str, version: str | None, parameter: str) -> CodeSystemProvider:
    try:
        return catalogue.get_code_system(system, version)
    except UnknownCodeSystem as error:
        about = parameter if catalogue.has_code_system(system) else "system"
        raise UnknownCodeSystem(*(issue.at(about) for issue in error.issues)) from error


def _check_order(old: CodeSystemHeader, new: CodeSystemHeader) -> None:
    if old.version == new.version:
        text = f"There is nothing to compare: from and to are both version '{old.version}' of '{old.url}'"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("from", "to")))
    if canonical.version_key(old.version) > canonical.version_key(new.version):
        text = (
            f"Releases are compared in chronological order: use from '{new.version}' to '{old.version}', "
            f"not from '{old.version}' to '{new.version}'"
        )
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("from", "to")))


def _advice(old: CodeSystemHeader, new: CodeSystemHeader, silent: Silent) -> str | None:
    parts = [header for header in (old, new) if header.content != "complete"]
    sentences = []
    if parts:
        names = " and ".join(f"'{header.version}' ({header.content})" for header in parts)
        sentences.append(
            f"Not all codes of version {names} are loaded: added and removed codes cover only what is loaded"
        )
    for kind, header in sorted(silent.items(), key=lambda item: item[0]):
        sentences.append(f"Version '{header.version}' has no codes of the kind {kind}, so that kind is not compared")
    return ". ".join(sentences) or None


def _changes(
    old: CodeSystemProvider,
    before: Concept | None,
    new: CodeSystemProvider,
    after: Concept,
    described: frozenset[str],
) -> Iterator[Change]:
    """The changes of a concept; `described` are the properties that other changes cover."""
    if before is None:
        yield Change("added", after.code, None, _name(after))
        yield from _ended_since(new.header, after)
    elif before == after and old.parents(after.code) == new.parents(after.code):
        return  # the common case; releases share equal concepts
    elif _reused(old.header, before, new.header, after):
        yield Change("added", after.code, _name(before), _name(after))
        yield from _ended_since(new.header, after)
    else:
        yield from _end(old.header, before, new.header, after)
        yield from _texts(before, after)
        was, is_now = _facts(old, before), _facts(new, after)
        for name in dict.fromkeys((*was, *is_now)):
            values = was.get(name, ()), is_now.get(name, ())
            if name not in described and sorted(values[0]) != sorted(values[1]):
                yield Change("property", after.code, _joined(values[0]), _joined(values[1]), name)


def _ended_since(new: CodeSystemHeader, after: Concept) -> Iterator[Change]:
    """The end of a code that was added between the versions, if the newer one states it or the code is inactive."""
    if last_day := _last_day(new, after):
        yield Change("terminated", after.code, None, last_day)


def _reused(old: CodeSystemHeader, before: Concept, new: CodeSystemHeader, after: Concept) -> bool:
    ended, begins = _day(old, before, "retirementDate"), _day(new, after, "effectiveDate")
    return ended is not None and begins is not None and begins > ended


def _end(old: CodeSystemHeader, before: Concept, new: CodeSystemHeader, after: Concept) -> Iterator[Change]:
    ended, ends = _last_day(old, before), _last_day(new, after)
    if ended != ends:
        yield Change("terminated" if ends else "reactivated", after.code, ended, ends)


def _last_day(header: CodeSystemHeader, concept: Concept) -> str | None:
    return _day(header, concept, "retirementDate") or ("inactive" if is_inactive(header, concept) else None)


def _day(header: CodeSystemHeader, concept: Concept, property_code: str) -> str | None:
    return next((_text(value) for value in standard_values(header, concept, property_code)), None)


def _texts(before: Concept, after: Concept) -> Iterator[Change]:
    if _name(before) != _name(after):
        yield Change("long-text", after.code, _name(before), _name(after))
    was, is_now = _joined(_short_texts(before)), _joined(_short_texts(after))
    if was != is_now:
        yield Change("short-text", after.code, was, is_now)


def _name(concept: Concept) -> str:
    return _folded(concept.display or concept.code)


def _short_texts(concept: Concept) -> tuple[str, ...]:
    return tuple(
        _folded(item.value) for item in concept.designations if item.use and item.use.code == SHORT_DESCRIPTION
    )


def _facts(code_system: CodeSystemProvider, concept: Concept) -> Mapping[str, Sequence[str]]:
    """The values of each property; parents, definition and other designations count as properties."""
    facts: defaultdict[str, list[str]] = defaultdict(list)
    for item in concept.properties:
        facts[item.code].append(_text(item.value))
    others = (item for item in concept.designations if not (item.use and item.use.code == SHORT_DESCRIPTION))
    facts["parent"] = [*code_system.parents(concept.code)]
    facts["definition"] = [_folded(concept.definition)] if concept.definition else []
    facts["designation"] = [_folded(item.value) for item in others]
    return facts


def _described_otherwise(header: CodeSystemHeader) -> frozenset[str]:
    uris = {CONCEPT_PROPERTIES + code for code in DESCRIBED_BY_KIND}
    declared = frozenset(item.code for item in header.properties if item.uri in uris)
    return (
        DESCRIBED_BY_KIND
        | declared
        | (DESCRIBED_BY_CMS_DATES if header.find_property("terminationDate") else frozenset())
    )


def _joined(values: Sequence[str]) -> str | None:
    return ", ".join(values) or None


def _text(value: Value) -> str:
    content = value.content
    if isinstance(content, Coding):
        return f"{content.system}|{content.code}" if content.system else content.code or ""
    return str(content).lower() if isinstance(content, bool) else _folded(str(content))


def _folded(text: str) -> str:
    return " ".join(text.split())
