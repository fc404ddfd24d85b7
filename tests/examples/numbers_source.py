"""Two million numbers as a source that does not enumerate its concepts: 12 is below 1, and 123 below 12.

How a terminology that is too large for concepts in memory plugs in, as `seed/numbers/source.py`. Its filter `rule`
accepts `under N` with `or` and `but not`; `<url>?fhir_vs=under/N` is an implicit value set.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from seed.sources import PublicCodeSystem
from terminology.core.bitset import interval
from terminology.core.code_names import CodeNames
from terminology.core.errors import InvalidValueSet, NotSupported
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.ranked_hits import RankedHits
from terminology.core.system_rules import SystemRules
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader

URL = "http://example.org/numbers"
COUNT = 2_000_000
HEADER = CodeSystemHeader(url=URL, version="1", id="numbers", name="Numbers", content="complete")
MOST_MADE = 1_000  # concepts, in one process


class NumberProvider:
    """Stores nothing; creates concepts on access, at most MOST_MADE of them."""

    header = HEADER
    count = COUNT

    def __init__(self) -> None:
        self.made = 0

    @property
    def content(self) -> object:
        return self

    def ordinal(self, code: str) -> int | None:
        is_number = code.isascii() and code.isdecimal() and len(code) <= len(str(COUNT)) and str(int(code)) == code
        return int(code) if is_number and int(code) < COUNT else None

    def locate(self, code: str) -> Concept | None:
        ordinal = self.ordinal(code)
        return None if ordinal is None else self.concept(ordinal)

    def concept(self, ordinal: int) -> Concept:
        self.made += 1
        assert self.made <= MOST_MADE, "somebody lists the numbers"
        return Concept(str(ordinal), f"Number {ordinal:,}")

    def concepts(self) -> Sequence[Concept]:
        return ()  # too many for a resource

    def codes(self) -> Iterable[str]:
        raise AssertionError("somebody lists the numbers")

    def parents(self, code: str) -> tuple[str, ...]:
        return (code[:-1],) if self.ordinal(code) is not None and len(code) > 1 else ()

    def children(self, code: str) -> tuple[str, ...]:
        below = (f"{code}{digit}" for digit in range(10)) if self.ordinal(code) else ()
        return tuple(each for each in below if self.ordinal(each) is not None)

    def subsumes(self, ancestor: str, descendant: str) -> bool:
        here = self.ordinal(ancestor) and self.ordinal(descendant) is not None
        return bool(here) and descendant != ancestor and descendant.startswith(ancestor)

    def select(self, filter: Filter, path: str, check_deadline: Callable[[], None]) -> int:
        check_deadline()
        if (filter.property, filter.op) != ("rule", "="):
            text = f"The code system {URL} has the filter 'rule' with '=', and no other"
            raise NotSupported(Issue("error", "not-supported", text, expression=(path,)))
        found = 0
        for part in (filter.value or "").replace(" but not ", "|-").replace(" or ", "|").split("|"):
            bits = sum(self._under(part.removeprefix("-"), path))
            found = found & ~bits if part.startswith("-") else found | bits
        return found

    def _under(self, rule: str, path: str) -> Iterator[int]:
        word, _, code = rule.partition(" ")
        first = self.ordinal(code)
        if word != "under" or not first:
            text = f"'{rule}' is no rule of {URL}"
            raise InvalidValueSet(Issue("error", "invalid", text, expression=(path,)))
        end = first + 1
        while first < COUNT:
            yield interval(first, min(end, COUNT))
            first, end = first * 10, end * 10

    def inactive(self) -> int:
        return 0

    def abstract(self) -> int:
        return 0

    def search(self, text: str, names: tuple[CodeNames, ...] = ()) -> RankedHits[int]:
        ordinal = self.ordinal(text)
        found = range(COUNT) if text == "number" else range(ordinal, ordinal + 1) if ordinal is not None else range(0)
        return RankedHits(found, len(found))

    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        start, _, code = url.rpartition("/")
        if start != f"{URL}?fhir_vs=under":
            return None
        include = Include(system=URL, filters=(Filter("rule", "=", f"under {code}"),))
        return ValueSet(ValueSetHeader(url=url), Compose((include,)))

    def validity(self, code: str) -> Validity | None:
        return None


SOURCE = PublicCodeSystem(
    kind="numbers", rules=SystemRules(url=URL, title="Numbers"), header=lambda: HEADER, provider=NumberProvider
)
