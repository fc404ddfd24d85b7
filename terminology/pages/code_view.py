"""CodeView: what the page of a code shows, in the parts in which the page shows it."""

from dataclasses import dataclass

from terminology.core.issues import Issue
from terminology.pages.billing import Billing
from terminology.pages.code_copies import Copy, FhirLink
from terminology.pages.facts import FactGroup
from terminology.pages.narrative import Narrative
from terminology.pages.related_codes import Packages, RelatedCode
from terminology.pages.release_notes import ReleaseNote
from terminology.pages.standing import Standing
from terminology.pages.timeline import Timeline


@dataclass(frozen=True, slots=True)
class OtherName:
    text: str
    use: str
    language: str | None


@dataclass(frozen=True, slots=True)
class CodeNames:
    """What the code is called: its display, CMS's short description, and every other name it has."""

    code: str
    display: str
    definition: str | None
    short: str | None
    others: tuple[OtherName, ...]


@dataclass(frozen=True, slots=True)
class CodeSource:
    """Who says all this: the code system, with the releases to choose from. `pinned` is the one that was chosen.

    `is_of_all`: a page of what all releases know can be chosen too; other code systems have an address for each.
    """

    system: str
    href: str
    release: str | None
    releases: tuple[str, ...]
    pinned: str | None
    is_of_all: bool


@dataclass(frozen=True, slots=True)
class CodeStatus:
    """How the code stands on `day`. `advice` names what to use in its place, `meanings` what else it has meant."""

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
    """What is around the code in its code system: above and below it in the tree, before and after it in order."""

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
