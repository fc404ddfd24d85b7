"""Versioned resources by url, latest version first: which version a request means, and how more are added."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from terminology.core import canonical
from terminology.core.model import Header
from terminology.core.ports import CodeSystemHistory, CodeSystemProvider
from terminology.core.value_sets import ValueSet

OID = "urn:oid:"


class Versioned(Protocol):
    """Anything with a header: code systems, supplements, value sets, concept maps."""

    @property
    def header(self) -> Header: ...


T = TypeVar("T", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Deferred(Generic[T]):
    """A resource with only its header parsed. `read` returns the whole resource, the same object each time."""

    header: Header
    read: Callable[[], T]


def merged(known: Mapping[str, tuple[T, ...]], more: tuple[T, ...]) -> Mapping[str, tuple[T, ...]]:
    if not more:
        return known
    by_url: dict[str, list[T]] = {}
    for item in more:
        by_url.setdefault(item.header.url, []).append(item)
    return {**known, **{url: _latest_first(_with(known.get(url, ()), added)) for url, added in by_url.items()}}


def _with(versions: tuple[T, ...], added: Iterable[T]) -> tuple[T, ...]:
    """The versions plus `added` ones of the same url, last added first; an equal version is replaced."""
    found = {item.header.version: item for item in reversed(versions)}
    for item in added:
        version = item.header.version
        if not _has_codes(item) and version in found and _has_codes(found[version]):
            continue  # a stub without codes must not replace the full code system
        found.pop(version, None)
        found[version] = item
    return tuple(reversed(found.values()))


def _has_codes(item: Versioned) -> bool:
    """False for a code system whose codes are not here."""
    return getattr(item.header, "content", "") != "not-present"


def _latest_first(versions: tuple[T, ...]) -> tuple[T, ...]:
    """By version or, where versions have several forms (2018-08-12, 9.0.0), by the date of the definition.

    HL7 switched forms when code systems moved from FHIR to its terminology package.
    """
    forms = {canonical.version_form(item.header.version) for item in versions}
    has_several = len(forms - {""}) > 1

    def sort_key(item: T) -> tuple[bool, str, tuple[tuple[int, int, str], ...]]:
        """Code systems without their codes sort last: a request without a version never means one of them."""
        date = (item.header.date or "") if has_several else ""
        return _has_codes(item), date, canonical.version_key(item.header.version)

    return tuple(sorted(versions, key=sort_key, reverse=True))


def find(versions: tuple[T, ...], version: str | None) -> T | None:
    if version is None:
        return versions[0] if versions else None
    return next((item for item in versions if is_version(item.header, version)), None)


def is_version(header: Header, version: str) -> bool:
    """Whether a requested version means this one: its own version, an alias, or a matching wildcard."""
    return canonical.matches(header.version, version) or version in getattr(header, "version_aliases", ())


def with_versions(
    histories: Mapping[str, CodeSystemHistory], systems: tuple[CodeSystemProvider, ...]
) -> Mapping[str, CodeSystemHistory]:
    """The histories, extended with more versions of their code systems."""
    more: dict[str, list[CodeSystemProvider]] = {}
    for system in systems:
        if system.header.url in histories:
            more.setdefault(system.header.url, []).append(system)
    return {**histories, **{url: histories[url].with_versions(found) for url, found in more.items()}}


def declared_aliases(systems: Iterable[CodeSystemProvider]) -> Mapping[str, str]:
    return {alias: system.header.url for system in systems for alias in system.header.aliases}


def identifiers(systems: Iterable[CodeSystemProvider]) -> Mapping[str, str]:
    """From the OIDs of code systems to their urls; an OID that several share is left out."""
    urls: dict[str, set[str]] = {}
    for system in systems:
        for identifier in system.header.identifiers:
            if identifier.startswith(OID):
                urls.setdefault(identifier, set()).add(system.header.url)
    return {identifier: url for identifier, (url, *others) in urls.items() if not others}


def with_identifiers(
    known: Mapping[str, tuple[str, ...]], value_sets: Iterable[ValueSet | Deferred[ValueSet]]
) -> Mapping[str, tuple[str, ...]]:
    """Identifiers of replaced or deleted value sets may remain, so lookups must check."""
    more = [(identifier, item.header.url) for item in value_sets for identifier in item.header.identifiers]
    if not more:
        return known
    added: dict[str, dict[str, None]] = {}
    for identifier, url in more:
        added.setdefault(identifier, dict.fromkeys(known.get(identifier, ())))[url] = None
    return {**known, **{identifier: tuple(urls) for identifier, urls in added.items()}}
