"""Chooses the content of a FHIR package: one release, value set or map with its dependencies, or everything served.

    hcpcs 2025-10  →  org.example.terminology.hcpcs.r4  2025.10.0

One release per package: servers that resolve resources by url only would confuse two releases.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from fhir_resources import json_format
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.elements import Json
from fhir_resources.package_writing import EARLIEST, INDEXED, PackageDescription, PackedResource
from fhir_resources.packages import PackedRelease
from fhir_resources.version import FhirVersion
from seed.registry import SOURCES, find_system
from terminology.core import canonical
from terminology.core.errors import BadRequest, UnknownResource
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader, Header
from terminology.core.value_sets import ValueSet
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot
from terminology.operations.value_sets.definition import required_supplements

ALL = "all"
# The order that lets servers install dependencies first.
TYPES = ("NamingSystem", "CodeSystem", "ValueSet", "ConceptMap")
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62}){1,8}")
VERSION = re.compile(r"[0-9]{1,8}\.[0-9]{1,8}\.[0-9]{1,8}(-[A-Za-z0-9.-]{1,64})?")
NUMBERS = re.compile(r"([0-9]{1,8})(?:[.-]([0-9]{1,8}))?(?:[.-]([0-9]{1,8}))?(?:[.+-]([A-Za-z0-9.-]{1,64}))?")
SHOWN = frozenset({*INDEXED, "title", "name"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The resources to pack, the requested one first; `name` is a one-word name for it."""

    name: str
    entries: tuple[ResourceEntry, ...]
    main: ResourceEntry | None = None


@dataclass(frozen=True, slots=True)
class PackageOptions:
    """User-defined values that override those derived from the content; `canonical_base` is the server's own."""

    canonical_base: str
    name: str | None = None
    version: str | None = None
    license: str | None = None


def choose(snapshot: Snapshot, asked: str, version: str | None, is_alone: bool = False) -> Chosen:
    """`asked` is a kind (hcpcs), a url, or `all`; the latest version by default. Raises UnknownResource.

    `all` excludes code systems with a grammar: only an excerpt of their codes can be listed, and other servers would
    reject the rest.

    A code system comes with the code systems of its property values, and with the server's value sets that use only it;
    a supplement with the value sets of its version that need it, and these with the supplement. `is_alone` leaves all
    of these out.
    """
    if asked == ALL:
        entries = [entry for type in TYPES for entry in snapshot.resources.entries(type) if not _is_grammar(entry)]
        return Chosen(ALL, tuple(sorted(entries, key=_order)))
    return choose_with(snapshot, _find(snapshot, asked, version), is_alone)


def choose_with(snapshot: Snapshot, main: ResourceEntry, is_alone: bool = False) -> Chosen:
    """The same for a resource already found."""
    others = [] if is_alone else list(_needed(snapshot, main))
    kinds = (kind for kind in SOURCES if find_system(kind) == main.header.url)
    name = next(kinds, None) or _word_of(main)
    return Chosen(name, _sorted(main, others), main)


def describe(chosen: Chosen, version: FhirVersion, options: PackageOptions) -> PackageDescription:
    """Raises BadRequest for an invalid package name or version."""
    header = chosen.main.header if chosen.main else None
    date = max((_date_of(entry.header) for entry in chosen.entries), default=EARLIEST)
    name = options.name or package_name(options.canonical_base, chosen.name, version)
    number = (
        options.version or (package_number(header.version) if header else None) or f"{date:%Y}.{date.month}.{date.day}"
    )
    if not NAME.fullmatch(name):
        raise _not_a("name", name, "at least two lower-case words, separated by dots")
    if not VERSION.fullmatch(number):
        raise _not_a("version", number, "three numbers, separated by dots")
    title = (header and (header.title or header.name)) or chosen.name
    return PackageDescription(
        name=name,
        version=number,
        fhir_version=version,
        canonical=options.canonical_base,
        title=f"{title}, {header.version}" if header and header.version else title,
        description=(header and header.description) or "Everything that this terminology server has loaded.",
        author=(header and header.publisher) or "HCPCS terminology server",
        date=date,
        license=options.license,
        releases=tuple(PackedRelease(e.kind, f"{e.type}-{e.id}.json") for e in chosen.entries if e.kind),
    )


def packed(entries: Iterable[ResourceEntry], version: FhirVersion) -> Iterator[PackedResource]:
    """Each resource in this FHIR version, read lazily."""
    for entry in entries:
        if parts := entry.read_parts(version):
            yield PackedResource(_shown(parts.head), partial(parts.text))
            continue
        resource = entry.read()
        if entry.fhir_version is not version:
            resource = to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)
        yield PackedResource(_shown(resource), partial(_text, resource))


def _text(resource: Json) -> tuple[bytes]:
    return (json_format.dumps(resource),)


def _shown(resource: Json) -> Json:
    return {name: value for name, value in resource.items() if name in SHOWN}


def _find(snapshot: Snapshot, asked: str, version: str | None) -> ResourceEntry:
    url, stated = snapshot.catalogue.split_system(_url_of(snapshot, asked), version)
    found = [entry for type in TYPES for entry in snapshot.resources.entries(type) if entry.header.url == url]
    if not found:
        raise UnknownResource(Issue("error", "not-found", f"{asked} is not loaded: terminology list", "not-found"))
    provider = snapshot.catalogue.find_code_system(url, stated)
    number = provider.header.version if provider else stated
    matching = [entry for entry in found if number in (None, entry.header.version)]
    if not matching or (stated and not provider and all(entry.header.version != stated for entry in matching)):
        known = ", ".join(entry.header.version or "without a version" for entry in found)
        text = f"{asked} is not loaded in version {version}; loaded: {known}"
        raise UnknownResource(Issue("error", "not-found", text, "not-found"))
    return matching[0]


def _url_of(snapshot: Snapshot, asked: str) -> str:
    """The url of what a kind loads; any other text is already a url. Raises BadRequest if ambiguous."""
    source = SOURCES.get(asked.lower())
    urls = (entry.header.url for type in TYPES for entry in snapshot.resources.entries(type))
    found = sorted({url for url in urls if source and url.endswith(source.main_paths)})
    if len(found) > 1:
        text = f"{asked} is loaded as {len(found)} resources, so name one by its url: {', '.join(found)}"
        raise BadRequest(Issue("error", "multiple-matches", text))
    return found[0] if found else find_system(asked)


def _is_grammar(entry: ResourceEntry) -> bool:
    return isinstance(entry.header, CodeSystemHeader) and entry.header.has_grammar


def _needed(snapshot: Snapshot, main: ResourceEntry) -> Iterator[ResourceEntry]:
    header = main.header
    if isinstance(header, CodeSystemHeader) and header.content == "supplement":
        for entry in snapshot.resources.entries("ValueSet"):
            if entry.header.version == header.version and header.url in _supplements(snapshot, entry.header):
                yield entry
        return
    if main.type == "ValueSet":
        for supplement in _supplements(snapshot, header):
            yield from _matching(snapshot, supplement, header.version)
    if not isinstance(header, CodeSystemHeader):
        return
    meanings = {item.code_system for item in header.properties if item.code_system}
    for entry in snapshot.resources.entries("CodeSystem"):
        if entry.header.url in meanings and entry.header.url != header.url:
            meanings.remove(entry.header.url)  # the latest version comes first
            yield entry
    for entry in snapshot.resources.entries("ValueSet"):
        if entry.last_updated is None and _uses_only(snapshot, entry.header, header.url):
            yield entry


def _supplements(snapshot: Snapshot, header: Header) -> tuple[str, ...]:
    """The urls of the supplements that a value set requires."""
    value_set = snapshot.catalogue.find_value_set(header.url, header.version)
    return tuple(canonical.split(each)[0] for each in required_supplements(value_set)) if value_set else ()


def _matching(snapshot: Snapshot, url: str, version: str | None) -> tuple[ResourceEntry, ...]:
    """The code system with this url and version, or else the latest."""
    found = [entry for entry in snapshot.resources.entries("CodeSystem") if entry.header.url == url]
    return tuple([entry for entry in found if entry.header.version == version] or found)[:1]


def _uses_only(snapshot: Snapshot, header: Header, url: str) -> bool:
    value_set = snapshot.catalogue.find_value_set(header.url, header.version)
    return value_set is not None and set(_systems(value_set)) == {url}


def _systems(value_set: ValueSet) -> Iterator[str | None]:
    """The code systems that a definition uses; None for any other part."""
    compose = value_set.compose
    for include in (*compose.include, *compose.exclude) if compose else ():
        yield None if include.value_sets else include.system


def _sorted(main: ResourceEntry, others: Sequence[ResourceEntry]) -> tuple[ResourceEntry, ...]:
    return tuple(sorted((main, *others), key=_order))


def _order(entry: ResourceEntry) -> tuple[int, str]:
    return TYPES.index(entry.type), entry.id


def _word_of(entry: ResourceEntry) -> str:
    version = entry.header.version or ""
    word = entry.id.removesuffix(f"-{version}").lower()
    return re.sub(r"[^a-z0-9-]+", "-", word).strip("-")[:60] or entry.type.lower()


def package_name(canonical_base: str, word: str, version: FhirVersion) -> str:
    return f"{_reversed_host(canonical_base)}.{word}.{version.path}"


def _reversed_host(canonical_base: str) -> str:
    """`https://terminology.example.org/fhir` → `org.example.terminology`."""
    host = (urlsplit(canonical_base).hostname or "").lower()
    if ":" in host or host.replace(".", "").isdigit():
        return "local"  # an IP address is not a name
    words = [re.sub(r"[^a-z0-9-]+", "-", word).strip("-")[:60] for word in reversed(host.split("."))]
    name = ".".join(filter(None, words[:6])) or "local"
    return name if name[0].isalpha() else f"local.{name}"


def package_number(version: str | None) -> str | None:
    """A version as three numbers: 2025-10 → 2025.10.0. None if it does not start with a number."""
    found = NUMBERS.fullmatch(version or "")
    if not found:
        return None
    *numbers, label = found.groups()
    return ".".join(str(int(number or 0)) for number in numbers) + (f"-{label}" if label else "")


def _date_of(header: Header) -> datetime:
    """The resource's date at midnight UTC; if partial, the start of its month or year."""
    text = (header.date or "")[:10]
    try:
        return max(EARLIEST, datetime.fromisoformat(text + "0001-01-01"[len(text) :]).replace(tzinfo=UTC))
    except ValueError:
        return EARLIEST


def _not_a(what: str, text: str, expected: str) -> BadRequest:
    return BadRequest(Issue("error", "invalid", f"{text!r} is not a {what} of a FHIR package: {expected}"))
