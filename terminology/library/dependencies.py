"""Dependencies: the names that an answer was made from, which decide whether a commit invalidates it.

    CodeSystem       every code system and supplement: every answer depends on them
    ValueSet u       the value sets with this url, even if there are none; likewise ConceptMap
    ValueSet= i      the value sets with this identifier
    ValueSet/x       the resource with this id
    ValueSet         every value set
    *                everything

While an operation runs, its catalogue records the names that are looked up. The answer stays valid until a later commit
touches one of these names, no matter how many other commits there are.
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
    """What an answer was made from: these names, as of the commit with this number."""

    written: int
    names: frozenset[str]

    @property
    def tracked_names(self) -> Iterable[str]:
        """The names whose changes every process knows: all but identifiers, whose current owners are in the names
        anyway.
        """
        return (name for name in self.names if not name.startswith(IDENTIFIERS))


@dataclass(slots=True)
class Dependencies:
    """The dependencies of one answer from this snapshot: everything, until `noting` is called."""

    snapshot: Snapshot | None = None
    names: set[str] = field(default_factory=lambda: {ANYTHING})

    @property
    def basis(self) -> Basis:
        return Basis(self.snapshot.written if self.snapshot else 0, frozenset(self.names))

    def noting(self, catalogue: Catalogue) -> Catalogue:
        """The same catalogue; from now on it records the names looked up, which replace the dependency on
        everything.
        """
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
    """The same catalogue; adds the names looked up in it, including code systems, to `noted`."""
    return replace(
        catalogue,
        code_systems=NotedNames("CodeSystem", catalogue.code_systems, noted),
        value_sets=NotedNames("ValueSet", catalogue.value_sets, noted),
        value_set_identifiers=NotedNames(IDENTIFIERS, catalogue.value_set_identifiers, noted),
    )
