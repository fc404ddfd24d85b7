"""CodeView: the data of a code's page, section by section."""

from dataclasses import dataclass

from terminology.core.issues import Issue
from terminology.pages.billing import Billing
from terminology.pages.code_copies import Copy, FhirLink
from terminology.pages.code_status import Standing
from terminology.pages.facts import FactGroup
from terminology.pages.narrative import Narrative
from terminology.pages.related_codes import Packages, RelatedCode
from terminology.pages.release_notes import ReleaseNote
from terminology.pages.timeline import Timeline


@dataclass(frozen=True, slots=True)
class OtherName:
    text: str
    use: str
    language: str | None


@dataclass(frozen=True, slots=True)
class CodeNames:
    """The code's names: its display, CMS's short description, and all others."""

    code: str
    display: str
    definition: str | None
    short: str | None
    others: tuple[OtherName, ...]


@dataclass(frozen=True, slots=True)
class CodeSource:
    """The code system that states these facts, and its releases to choose from. `pinned` is the chosen one.

    `is_of_all`: "all releases" can be chosen too; other code systems have a page for each version.
    """

    system: str
    href: str
    release: str | None
    releases: tuple[str, ...]
    pinned: str | None
    is_of_all: bool


@dataclass(frozen=True, slots=True)
class CodeStatus:
    """The status on `day`. `advice` names replacements, `meanings` are the code's other meanings over time."""

    day: str
    standing: Standing
    advice: str | None
    meanings: tuple[str, ...]
    remarks: tuple[Issue, ...]
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class Neighbor:
    code: str
    display: str | None
    href: str | None


@dataclass(frozen=True, slots=True)
class CodePlace:
    """The code's neighbors: above and below it in the tree, before and after it in order."""

    parents: tuple[Neighbor, ...]
    children: tuple[Neighbor, ...]
    previous: Neighbor | None
    next: Neighbor | None


@dataclass(frozen=True, slots=True)
class Replacements:
    successors: tuple[RelatedCode, ...]
    predecessors: tuple[RelatedCode, ...]

    def __bool__(self) -> bool:
        return bool(self.successors or self.predecessors)


@dataclass(frozen=True, slots=True)
class CodeView:
    title: str
    names: CodeNames
    source: CodeSource
    status: CodeStatus
    place: CodePlace
    facts: tuple[FactGroup, ...]
    billing: Billing | None
    packages: Packages | None
    replacements: Replacements
    narrative: Narrative | None
    notes: tuple[ReleaseNote, ...]
    copies: tuple[Copy, ...]
    links: tuple[FhirLink, ...]
