"""A code system that was imported under another canonical base than the server has now.

What our own sources say in urls of this server (what a property's values mean, what a designation is for) follows the
base: it is configuration, and no content. Everything else stays as it was imported.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from terminology.core.code_names import CodeNames
from terminology.core.found import Found
from terminology.core.history import Validity
from terminology.core.lazy import LazyMap
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept, Designation, PropertyDefinition
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter, ValueSet


@dataclass(frozen=True, slots=True)
class Rebase:
    """`base` is the server's own; `ends` are what its built-in code systems are called behind it: /CodeSystem/…"""

    base: str
    ends: tuple[str, ...]

    def url(self, url: str | None) -> str | None:
        if url is None or url.startswith(self.base) or not url.endswith(self.ends):
            return url
        return self.base + next(end for end in self.ends if url.endswith(end))

    def header(self, header: CodeSystemHeader) -> CodeSystemHeader:
        properties = tuple(map(self._property, header.properties))
        return header if properties == header.properties else replace(header, properties=properties)

    def concept(self, concept: Concept) -> Concept:
        designations = tuple(map(self._designation, concept.designations))
        return concept if designations == concept.designations else replace(concept, designations=designations)

    def code_system(self, code_system: CodeSystem) -> CodeSystem:
        """The same object where there is nothing to change."""
        concepts = tuple(map(self.concept, code_system.concepts))
        header = self.header(code_system.header)
        if header is code_system.header and all(a is b for a, b in zip(concepts, code_system.concepts, strict=True)):
            return code_system
        return replace(code_system, header=header, concepts=concepts)

    def provider(self, provider: CodeSystemProvider) -> CodeSystemProvider:
        """The same object for one that was imported under this base, or that says nothing in urls of a server."""
        header = self.header(provider.header)
        return provider if header is provider.header else RebasedCodeSystem(provider, header, self)

    def _property(self, definition: PropertyDefinition) -> PropertyDefinition:
        url = self.url(definition.code_system)
        return definition if url == definition.code_system else replace(definition, code_system=url)

    def _designation(self, designation: Designation) -> Designation:
        use = self._coding(designation.use)
        more = tuple(self._coding(item) or item for item in designation.additional_uses)
        if use is designation.use and more == designation.additional_uses:
            return designation
        return replace(designation, use=use, additional_uses=more)

    def _coding(self, coding: Coding | None) -> Coding | None:
        url = self.url(coding.system) if coding else None
        return coding if coding is None or url == coding.system else replace(coding, system=url)


class RebasedCodeSystem:
    """Answers as `base` does, under another header, and with the uses of designations under the server's own urls."""

    def __init__(self, base: CodeSystemProvider, header: CodeSystemHeader, rebase: Rebase) -> None:
        self.base = base
        self.header = header
        self._concept = rebase.concept

    @property
    def count(self) -> int:
        return self.base.count

    def locate(self, code: str) -> Concept | None:
        concept = self.base.locate(code)
        return None if concept is None else self._concept(concept)

    def ordinal(self, code: str) -> int | None:
        return self.base.ordinal(code)

    def concept(self, ordinal: int) -> Concept:
        return self._concept(self.base.concept(ordinal))

    def concepts(self) -> Sequence[Concept]:
        return LazyMap(self.base.concepts(), self._concept)

    def codes(self) -> Iterable[str]:
        return self.base.codes()

    def parents(self, code: str) -> tuple[str, ...]:
        return self.base.parents(code)

    def children(self, code: str) -> tuple[str, ...]:
        return self.base.children(code)

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        return self.base.subsumes(ancestor, descendant)

    def select(self, filter: Filter, path: str = "", check_deadline: Callable[[], None] = no_deadline) -> int:
        return self.base.select(filter, path, check_deadline)

    def inactive(self) -> int:
        return self.base.inactive()

    def abstract(self) -> int:
        return self.base.abstract()

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> Found[int]:
        return self.base.search(text, names)

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return self.base.find_implicit_value_set(url)

    def validity(self, code: str) -> Validity | None:
        return self.base.validity(code)
