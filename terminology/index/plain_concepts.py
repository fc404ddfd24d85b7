"""PlainConcept: a concept that has only the common parts, as tuples.

A large code system has hundreds of thousands: a `Concept` with its designations, properties and values would take half
of the time that it takes to write its columns.
"""

from collections.abc import Sequence
from typing import NamedTuple

from terminology.core.code_names import is_prose
from terminology.core.languages import is_display
from terminology.core.model import Coding, Concept, Designation, Property, Value

USES_KNOWN = 64


class PlainConcept(NamedTuple):
    """`designations`: each its value, language and use; `properties`: each its code, and type and content of its value.

    Equal uses should be one object.
    """

    code: str
    display: str | None
    definition: str | None
    designations: Sequence[tuple[str, str | None, Coding | None]]
    properties: Sequence[tuple[str, str, str | bool | int]]

    def concept(self) -> Concept:
        designations = tuple([Designation(*item) for item in self.designations])
        properties = tuple([Property(code, Value(type, content)) for code, type, content in self.properties])
        return Concept(self.code, self.display, self.definition, designations, properties)


class NameReader:
    """The names of plain concepts, as `names_of`, and the displays that filters compare, as `implied_texts`."""

    def __init__(self) -> None:
        # By identity, which is faster than hashing: the use, and whether its designations are names, and displays.
        self._uses: dict[int, tuple[Coding | None, bool, bool]] = {}

    def read(self, concept: PlainConcept) -> tuple[list[str], list[str]]:
        """The names, the display first, and the displays; each once."""
        names = [concept.display] if concept.display else []
        displays = [] if concept.display is None else [concept.display]
        for value, _, use in concept.designations:
            _, is_name, is_shown = self._uses.get(id(use)) or self._read_use(use)
            if is_name:
                names.append(value)
            if is_shown:
                displays.append(value)
        return list(dict.fromkeys(names)), list(dict.fromkeys(displays))

    def _read_use(self, use: Coding | None) -> tuple[Coding | None, bool, bool]:
        if len(self._uses) == USES_KNOWN:
            self._uses.clear()
        designation = Designation("", use=use)
        found = self._uses[id(use)] = use, not is_prose(designation), is_display(designation)
        return found
