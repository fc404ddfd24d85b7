"""What a source says about itself, in one place: SourceDefinition; and what its loader takes and gives.

Each folder below `seed/` has a `source.py` with one `SOURCE`, and `registry.py` lists them. The library, the command
line, the store and HTTP know what stands here and in `release.py`, never a source by its name.
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
    """An option of `terminology import <kind>` beside those of every import; also TERMINOLOGY_<NAME>.

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
    """`terminology import <kind> FILE…`. `example` is what comes behind the kind.

    `version_option` is the name that people know for --version (release, quarter); None: there are no versions to say.
    """

    help: str
    example: str
    version_option: str | None = "version"
    version_metavar: str = MONTH
    version_help: str = "The version, when file names do not say it."
    options: tuple[ImportOption, ...] = ()
    takes_folders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRequest:
    """Files as a person gives them, path and content, and what the person says about them.

    `known` has, of each kind that the source `reads`, the code systems that are loaded, the oldest version first.
    `attached` are the contents of the files that options name.
    """

    files: tuple[tuple[str, bytes], ...]
    canonical_base: str
    now: datetime
    version: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    content: ContentMode = "complete"
    known: Mapping[str, Sequence[CodeSystem]] = field(default_factory=dict)
    attached: Mapping[str, bytes] = field(default_factory=dict)


# What loads a release all the same that a problem refuses, as an option of the import command.
Remedy = Literal["--accept-incomplete", "--replace"]
ACCEPT_INCOMPLETE: Remedy = "--accept-incomplete"
REPLACE: Remedy = "--replace"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a release cannot be true or should not be loaded, without a full stop; `unless` None: a warning.

    `shows_part`: of a release that is only a part of one, and is loaded as a fragment for it.
    """

    text: str
    unless: Remedy | None = None
    shows_part: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """What is loaded of a source, to judge a new release by: its code system, or the main resource of its set.

    `older` is the nearest older version that is whole, `same` the one with the version of the new release, and
    `same_sources` the files that one was read from.
    """

    older: Any = None
    same: Any = None
    same_sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """What is known of one text about a code; `stated` are its properties."""

    language: str
    status: str
    names: tuple[str, ...]
    stated: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Of a source whose imports add up: the texts of a supplement, one by one.

    parts      the concept of a code -> a concept for each of its texts
    facts      of one of those
    document   one of those -> a file that can be imported again
    removal    code, language (None: all), canonical base -> what is imported to take texts away, without a version
    """

    parts: Callable[[Concept], tuple[Concept, ...]]
    facts: Callable[[Concept], TextFacts]
    document: Callable[[Concept], str]
    removal: Callable[[str, str | None, str], CodeSystem]


Load = Callable[[LoadRequest], Loaded]
Check = Callable[[Previous, Release | ResourceSet], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCodeSystem:
    """A small code system that every resource names, on the data of a package: nothing is imported, it is there.

    header  what it says about itself: asked for at every start, so it has to be quick
    read    its concepts, when they are first needed; of one whose codes are a grammar those that are listed, and then
    find    gives the concept that the grammar makes of a text, None for a text that is no code
    """

    kind: str
    rules: SystemRules
    header: Callable[[], CodeSystemHeader]
    read: Callable[[], tuple[Concept, ...]]
    find: Callable[[str], Concept | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDefinition:
    """A source of terminology.

    kind           the word behind `terminology import`, and of the imports of its code systems in the store; with it
                   `terminology diff` names the first of its `systems`
    title          what it is, for `terminology import --help` and lists
    command        the import command
    load           files -> releases (code systems) and resource sets (anything else). Raises NotARelease: then nothing
                   is loaded
    check          why a release cannot be true, given what is loaded, or should not be loaded
    reads          the kinds whose loaded code systems `load` needs
    systems        the rules of the code systems it is about
    main_paths     the ends of the urls, behind the canonical base, of the resources that its releases are, where these
                   are no code systems that others define
    code_systems   built in, under the canonical base; value_sets likewise
    defines        the code systems that its imports are, as paths below the canonical base; others name them
    concept_maps   from the releases that are loaded, the oldest first: made for each publication, so that their groups
                   should be worked out when they are first looked at
    merge          for a source whose imports add up to one supplement: what they come to, shown by default. Takes
                   them, the canonical base and the least status of a review that is to be shown
    texts          for such a source: its texts, one by one
    counted        what its content is counted in, for people
    version_word   what a version is called: release 2025-10, quarter 2025-10
    version_aliases  other spellings of a version of its code system, which no FHIR resource can say
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
