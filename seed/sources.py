"""The declaration of a source, SourceDefinition, and the input and output types of its loader.

Each folder below `seed/` has a `source.py` with one `SOURCE`, and `registry.py` finds them. The library, the command
line, the store and HTTP use the types here and in `release.py`, and never import a source by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from seed.release import Loaded, Release, ResourceSet, Source
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, ContentMode
from terminology.core.ports import CodeSystemProvider
from terminology.core.system_rules import SystemRules
from terminology.core.value_sets import ValueSet

MONTH = "YYYY-MM"


@dataclass(frozen=True, slots=True)
class ImportOption:
    """An additional option of `terminology import <kind>`; also TERMINOLOGY_<NAME>.

    `name` is written with hyphens. `choices` empty: any text. `is_file`: the loader gets the content of a file.
    """

    name: str
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCommand:
    """`terminology import <kind> FILE…`. `example` has the arguments after the kind.

    `version_option` is the source's name for --version (release, quarter); None if it has no versions.
    """

    help: str
    example: str
    version_option: str | None = "version"
    version_metavar: str = MONTH
    version_help: str = "The version, if file names do not have it."
    options: tuple[ImportOption, ...] = ()
    takes_folders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRequest:
    """The input files, path and content, and the command's options.

    `known` has the loaded code systems of each kind that the source `reads`, oldest version first.
    `attached` has the contents of files passed as options.
    """

    files: tuple[tuple[str, bytes], ...]
    canonical_base: str
    now: datetime
    version: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    content: ContentMode = "complete"
    known: Mapping[str, Sequence[CodeSystem]] = field(default_factory=dict)
    attached: Mapping[str, bytes] = field(default_factory=dict)


# Options of the import command that load a release in spite of a problem.
Remedy = Literal["--accept-incomplete", "--replace"]
ACCEPT_INCOMPLETE: Remedy = "--accept-incomplete"
REPLACE: Remedy = "--replace"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a release is implausible or should not be loaded, without a period; `unless` None: a warning.

    `shows_part`: the release is only a part of one, and is therefore loaded as a fragment.
    """

    text: str
    unless: Remedy | None = None
    shows_part: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """A source's loaded content, to check a new release against: its code system, or the main resource of its set.

    `older` is the nearest older complete version, `same` the loaded one with the new release's version, and
    `same_sources` that one's source files.
    """

    older: Any = None
    same: Any = None
    same_sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """The facts about one text of a code; `stated` are its properties."""

    language: str
    status: str
    names: tuple[str, ...]
    stated: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """For a source whose imports accumulate: access to the individual texts of its supplement.

    parts      the concept of a code -> a concept for each of its texts
    facts      one such concept -> its facts
    document   one such concept -> a file that can be imported again
    removal    code, language (None: all), canonical base -> an import that removes texts, without a version
    """

    parts: Callable[[Concept], tuple[Concept, ...]]
    facts: Callable[[Concept], TextFacts]
    document: Callable[[Concept], str]
    removal: Callable[[str, str | None, str], CodeSystem]


Load = Callable[[LoadRequest], Loaded]
Check = Callable[[Previous, Release | ResourceSet], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCodeSystem:
    """A built-in code system of general use, with data from an installed package, so that it needs no import.

    header  its metadata: read at every start, so it has to be fast
    read    its concepts, on first use; for a grammar-based code system, the listed ones, and then
    find    returns the concept for a text by the grammar, None for an invalid code
    provider  returns, in place of `read` and `find`, a provider of its own: for a code system that has its own filter
            language or implicit value sets, or that is too large to be held as concepts
    """

    kind: str
    rules: SystemRules
    header: Callable[[], CodeSystemHeader]
    read: Callable[[], tuple[Concept, ...]] = tuple
    find: Callable[[str], Concept | None] | None = None
    provider: Callable[[], CodeSystemProvider] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDefinition:
    """A source of terminology.

    kind           the argument of `terminology import`, and the kind of its code systems' imports in the store;
                   `terminology diff` uses it for the first of its `systems`
    title          its readable name, for `terminology import --help` and lists
    command        the import command
    load           files -> releases (code systems) and resource sets (anything else). Raises NotARelease: then nothing
                   is loaded
    check          why a release is implausible, compared with the loaded ones, or should not be loaded
    reads          the kinds whose loaded code systems `load` needs
    systems        the rules of its code systems
    main_paths     the urls of its releases' main resources, relative to the canonical base, unless these are code
                   systems that others define
    code_systems   built in, under the canonical base; value_sets likewise
    defines        the code systems that its imports are, as paths below the canonical base; others name them
    concept_maps   from the loaded releases, oldest first: built for each publication, so groups should be computed on
                   first access
    merge          for a source whose imports accumulate in one supplement: merges them; shown by default. Takes the
                   imports, the canonical base and the lowest review status to show
    texts          for such a source: access to the individual texts
    counted        the unit of its content, in messages
    version_word   the term for a version: release 2025-10, quarter 2025-10
    version_aliases  other spellings of a version of its code system, which FHIR resources cannot declare
    """

    kind: str
    title: str
    command: ImportCommand
    load: Load
    check: Check = lambda _previous, _new: ()
    reads: tuple[str, ...] = ()
    systems: tuple[SystemRules, ...] = ()
    main_paths: tuple[str, ...] = ()
    code_systems: Callable[[str], tuple[CodeSystem, ...]] = lambda _base: ()
    value_sets: Callable[[str], tuple[ValueSet, ...]] = lambda _base: ()
    defines: tuple[str, ...] = ()
    concept_maps: Callable[[Sequence[CodeSystemProvider], str], tuple[ConceptMap, ...]] = lambda _releases, _base: ()
    merge: Callable[[Sequence[CodeSystem], str, str], CodeSystem | None] | None = None
    texts: Texts | None = None
    counted: str = "concepts"
    version_word: str = "release"
    version_aliases: Callable[[str], tuple[str, ...]] = lambda _version: ()
