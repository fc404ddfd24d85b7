"""A code system with its own query language: how a terminology like SNOMED CT with ECL plugs in.

Its filter `constraint` takes terms `A` (one concept), `< A` (all below it), `<< A` (with itself), joined by OR, AND and
MINUS from left to right. `<url>?fhir_vs=isa/A` and `<url>?fhir_vs=ecl/<expression>` are implicit value sets. The server
has no code for any of it; this file is all that has to be added.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from urllib.parse import unquote

from terminology.core.bitset import bits_of
from terminology.core.errors import InvalidValueSet, NotSupported
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.ranked_hits import RankedHits
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader

URL = "http://example.org/animals"
ABOVE = {
    "animal": (),
    "bird": ("animal",),
    "mammal": ("animal",),
    "bat": ("mammal", "flyer"),
    "flyer": ("animal",),
    "whale": ("mammal",),
    "wren": ("bird", "flyer"),
    "penguin": ("bird",),
}
JOINS: dict[str, Callable[[int, int], int]] = {
    "OR": lambda left, right: left | right,
    "AND": lambda left, right: left & right,
    "MINUS": lambda left, right: left & ~right,
}


class ExpressionProvider:
    """Holds only names and the hierarchy; concepts are created on access."""

    header = CodeSystemHeader(url=URL, version="1", content="complete")
    count = len(ABOVE)

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(ABOVE)

    def ordinal(self, code: str) -> int | None:
        return self._codes.index(code) if code in ABOVE else None

    def locate(self, code: str) -> Concept | None:
        return Concept(code, code.capitalize()) if code in ABOVE else None

    def concept(self, ordinal: int) -> Concept:
        code = self._codes[ordinal]
        return Concept(code, code.capitalize())

    def concepts(self) -> Sequence[Concept]:
        return [self.concept(ordinal) for ordinal in range(self.count)]

    def codes(self) -> Iterable[str]:
        return self._codes

    def parents(self, code: str) -> tuple[str, ...]:
        return ABOVE.get(code, ())

    def children(self, code: str) -> tuple[str, ...]:
        return tuple(below for below, above in ABOVE.items() if code in above)

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        return any(ancestor == above or self.subsumes(ancestor, above) for above in self.parents(descendant))

    def select(self, filter: Filter, path: str, check_deadline: Callable[[], None]) -> int:
        check_deadline()
        if (filter.property, filter.op) != ("constraint", "="):
            text = f"The code system {URL} has the filter 'constraint' with '=', and none else"
            raise NotSupported(Issue("error", "not-supported", text, expression=(path,)))
        return self._expression(filter.value or "", path)

    def inactive(self) -> int:
        return 0

    def abstract(self) -> int:
        return 0

    def search(self, text: str, supplements: tuple[CodeSystem, ...] = ()) -> RankedHits[int]:
        ordinals = [ordinal for ordinal, code in enumerate(ABOVE) if text.casefold() in code]
        return RankedHits(ordinals, len(ordinals))

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        kind, _, rest = url.removeprefix(f"{URL}?fhir_vs=").partition("/")
        expression = {"isa": f"<< {unquote(rest)}", "ecl": unquote(rest)}.get(kind)
        if expression is None:
            return None
        include = Include(system=URL, filters=(Filter("constraint", "=", expression),))
        return ValueSet(ValueSetHeader(url=url), Compose((include,)))

    def validity(self, code: str) -> Validity | None:
        return None

    def _expression(self, text: str, path: str) -> int:
        found, join = 0, "OR"
        for number, word in enumerate(text.replace("<<", "≤").replace("<", " < ").replace("≤", " << ").split()):
            if word in JOINS and number:
                join = word
            elif word in ("<", "<<"):
                join += f" {word}"
            else:
                operator, _, descent = join.partition(" ")
                found, join = JOINS[operator](found, self._term(word, descent, path)), ""
        return found

    def _term(self, code: str, descent: str, path: str) -> int:
        if code not in ABOVE:
            text = f"The expression names '{code}', which is no concept of {URL}"
            raise InvalidValueSet(Issue("error", "invalid", text, expression=(path,)))
        below = [item for item in ABOVE if self.subsumes(code, item)] if descent else []
        itself = [] if descent == "<" else [code]
        return bits_of((self._codes.index(item) for item in (*below, *itself)), self.count)
