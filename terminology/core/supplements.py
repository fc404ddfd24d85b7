"""What a code system supplement adds to the code system it supplements.

Source: https://hl7.org/fhir/R5/codesystem.html#supplements. A supplement adds designations and properties to codes that
exist; it never adds a code, a display or a definition.
"""

from collections.abc import Callable, Iterable

from terminology.core.code_names import CodeNames, names_added_by
from terminology.core.model import CodeSystem, Concept
from terminology.core.selections import Selections


class Supplement:
    """A supplement with its concepts by code. `is_default`: its designations are shown without being requested.

    `naming` returns the concepts whose names codes are found by, if not all of them. `selections` caches what filters
    select in code systems combined with this supplement; it is freed with the supplement.
    """

    __slots__ = ("__weakref__", "_concepts", "_names", "_naming", "code_system", "header", "is_default", "selections")

    def __init__(
        self, code_system: CodeSystem, is_default: bool = False, naming: Callable[[], Iterable[Concept]] | None = None
    ) -> None:
        self.code_system = code_system
        self.header = code_system.header
        self.is_default = is_default
        self._naming = naming
        self._concepts = {concept.code: concept for concept in code_system.concepts}
        self._names: CodeNames | None = None
        self.selections = Selections()

    def find(self, code: str) -> Concept | None:
        return self._concepts.get(code)

    @property
    def names(self) -> CodeNames:
        """The names by which codes are found; the same object each time."""
        if self._names is None:
            self._names = names_added_by(self._naming() if self._naming else self.code_system.concepts)
        return self._names
