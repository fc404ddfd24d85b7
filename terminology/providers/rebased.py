"""A code system that was imported under another canonical base than the server uses now.

Urls of this server that our own sources write (of property value systems, designation uses, provenance) follow the
base: it is configuration, not content. Everything else stays as imported.
"""

from dataclasses import dataclass, replace

from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    PropertyDefinition,
)
from terminology.core.ports import CodeSystemProvider
from terminology.providers.delegating import ChangingCodeSystem


@dataclass(frozen=True, slots=True)
class Rebase:
    """`base` is the server's canonical base; `ends` are the paths below it that are rebased: /CodeSystem/…"""

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
        """Returns the same object if nothing changes."""
        concepts = tuple(map(self.concept, code_system.concepts))
        header = self.header(code_system.header)
        if header is code_system.header and all(a is b for a, b in zip(concepts, code_system.concepts, strict=True)):
            return code_system
        return replace(code_system, header=header, concepts=concepts)

    def provider(self, provider: CodeSystemProvider) -> CodeSystemProvider:
        """Returns the same object if nothing changes: it has this base already, or no such urls."""
        header = self.header(provider.header)
        return provider if header is provider.header else RebasedCodeSystem(provider, header, self)

    def _property(self, definition: PropertyDefinition) -> PropertyDefinition:
        url = self.url(definition.code_system)
        return definition if url == definition.code_system else replace(definition, code_system=url)

    def _designation(self, designation: Designation) -> Designation:
        use = self._coding(designation.use)
        more = tuple(self._coding(item) or item for item in designation.additional_uses)
        extensions = tuple(map(self._extension, designation.extensions))
        if use is designation.use and (more, extensions) == (designation.additional_uses, designation.extensions):
            return designation
        return replace(designation, use=use, additional_uses=more, extensions=extensions)

    def _extension(self, extension: Extension) -> Extension:
        url = self.url(extension.url)
        return extension if url is None or url == extension.url else replace(extension, url=url)

    def _coding(self, coding: Coding | None) -> Coding | None:
        url = self.url(coding.system) if coding else None
        return coding if coding is None or url == coding.system else replace(coding, system=url)


class RebasedCodeSystem(ChangingCodeSystem):
    """Delegates to `base`, with a rebased header and rebased designations."""

    def __init__(self, base: CodeSystemProvider, header: CodeSystemHeader, rebase: Rebase) -> None:
        super().__init__(base, header)
        self._rebase = rebase

    def change(self, concept: Concept) -> Concept:
        return self._rebase.concept(concept)
