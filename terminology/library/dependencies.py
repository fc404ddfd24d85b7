"""Dependencies: the names that an answer was made from, by which it is known whether a commit changes it.

    CodeSystem       every code system and supplement: whatever is asked depends on them
    ValueSet u       the value sets of this url, also while there is none; likewise ConceptMap
    ValueSet= i      those with this identifier
    ValueSet/x       the resource with this id
    ValueSet         every value set
    *                everything

While an operation runs, its catalogue notes what is looked up in it. An answer from what was written up to a commit
holds until a later one touches one of its names, however many others there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from terminology.core.catalogue import Catalogue
from terminology.core.noted_names import NotedNames
from terminology.library.snapshots import Snapshot
from terminology.library.written import ANYTHING, identifiers_of

IDENTIFIERS = identifiers_of("ValueSet")


class Basis(NamedTuple):
    """What an answer was made from: everything written up to the commit of this number, of it these names."""

    written: int
    names: frozenset[str]

    @property
    def lasting_names(self) -> Iterable[str]:
        """Those whose changes every process knows: not identifiers that nothing has any more. Who has them is named."""
        return (name for name in self.names if not name.startswith(IDENTIFIERS))


@dataclass(slots=True)
class Dependencies:
    """Of one answer from this snapshot: on anything, until `noting` a catalogue has begun."""

    snapshot: Snapshot | None = None
    names: set[str] = field(default_factory=lambda: {ANYTHING})

    @property
    def basis(self) -> Basis:
        return Basis(self.snapshot.written if self.snapshot else 0, frozenset(self.names))

    def noting(self, catalogue: Catalogue) -> Catalogue:
        """The same catalogue; what is looked up in it is noted from now on, in the place of anything."""
        self.names.discard(ANYTHING)
        self.names.add("CodeSystem")
        return replace(
            catalogue,
            value_sets=NotedNames("ValueSet", catalogue.value_sets, self.names),
            value_set_identifiers=NotedNames(IDENTIFIERS, catalogue.value_set_identifiers, self.names),
            concept_maps=NotedNames("ConceptMap", catalogue.concept_maps, self.names),
        )

    def note_id(self, type: str, id: str) -> None:
        self.names.add(f"{type}/{id}")


def with_noted_names(catalogue: Catalogue, noted: set[str]) -> Catalogue:
    """The same catalogue; the names that are looked up in it, those of code systems too, are added to `noted`."""
    return replace(
        catalogue,
        code_systems=NotedNames("CodeSystem", catalogue.code_systems, noted),
        value_sets=NotedNames("ValueSet", catalogue.value_sets, noted),
        value_set_identifiers=NotedNames(IDENTIFIERS, catalogue.value_set_identifiers, noted),
    )
