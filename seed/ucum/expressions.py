"""UCUM's grammar: parses a unit into its name and its base units.

    mg/dL     m.s-2     10*3/uL     /[HPF]     mm[Hg]     kg{dry}     {beats}/min     1/(8.h)

Source: https://ucum.org/ucum#section-Grammar-of-Units-and-Unit-Terms (case sensitive form)
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from seed.ucum.essence import Essence, Unit, essence

LONGEST, DEEPEST, MAX_STEPS = 200, 20, 30
ENDS = frozenset("./(){}")
EXPONENT = re.compile(r"(.*[^0-9+\-])([+\-]?[0-9]{1,3})", re.DOTALL)


class NoUnit(ValueError):
    """The text is not a unit; the message says where."""


@dataclass(frozen=True, slots=True)
class Expression:
    """`name` is in English; `dimensions` are base units with their exponents, in code order."""

    name: str
    dimensions: tuple[tuple[str, int], ...] = ()

    @property
    def canonical(self) -> str:
        """The base units of the expression: `g.m-1.s-2`; `1` for a number."""
        return ".".join(code if power == 1 else f"{code}{power}" for code, power in self.dimensions) or "1"


@lru_cache(4096)
def parse_unit(text: str) -> Expression:
    """Raises NoUnit."""
    if not text or len(text) > LONGEST or not text.isascii():
        raise NoUnit(f"A unit has 1 to {LONGEST} ASCII characters")
    reader = _Reader(text, essence())
    names, powers = reader.main_term(0)
    if reader.at < len(text):
        raise NoUnit(f"'{text[reader.at]}' is not allowed at character {reader.at + 1}")
    return Expression(names, tuple(sorted((code, power) for code, power in powers.items() if power)))


@dataclass
class _Reader:
    text: str
    table: Essence
    at: int = 0
    dimensions: dict[str, Counter[str]] = field(default_factory=dict)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def main_term(self, depth: int) -> tuple[str, Counter[str]]:
        if depth > DEEPEST:
            raise NoUnit(f"Parentheses are nested more than {DEEPEST} levels deep")
        powers: Counter[str] = Counter()
        names: list[str] = []
        operator = ""
        if self.peek() == "/":
            operator, self.at = "/", self.at + 1
        while True:
            name, factors = self.component(depth)
            if operator:
                names.append(operator)
            names.append(name)
            for code, power in factors.items():
                powers[code] += -power if operator == "/" else power
            if self.peek() not in (".", "/") or not self.peek():
                return " ".join("*" if part == "." else part for part in names), powers
            operator, self.at = self.peek(), self.at + 1

    def component(self, depth: int) -> tuple[str, Counter[str]]:
        if self.peek() == "(":
            self.at += 1
            name, powers = self.main_term(depth + 1)
            if self.peek() != ")":
                raise NoUnit(f"A parenthesis is not closed at character {self.at + 1}")
            self.at += 1
            self._annotation()
            return f"({name})", powers
        run = self._run()
        name, powers = self._simple(run) if run else ("", Counter[str]())
        annotation = self._annotation()
        if not run and not annotation:
            raise NoUnit(f"A unit is missing at character {self.at + 1}")
        return (f"({name})" if name else f"({annotation})"), powers

    def _run(self) -> str:
        """The text up to the next operator, parenthesis or annotation outside brackets."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ENDS:
            if self.text[self.at] == "[":
                end = self.text.find("]", self.at)
                if end < 0:
                    raise NoUnit(f"A bracket is not closed at character {self.at + 1}")
                self.at = end
            self.at += 1
        return self.text[start : self.at]

    def _annotation(self) -> str:
        if self.peek() != "{":
            return ""
        end = self.text.find("}", self.at)
        found = self.text[self.at + 1 : end] if end >= 0 else "{"
        if "{" in found or not all("!" <= character <= "~" for character in found if character != " "):
            raise NoUnit(f"An annotation cannot be read at character {self.at + 1}")
        self.at = end + 1
        return found or "unity"

    def _simple(self, run: str) -> tuple[str, Counter[str]]:
        """A number, or a unit with its prefix and exponent."""
        if run.isdigit():
            return run, Counter()
        found, exponent = self._unit(run), 1
        if found is None and (match := EXPONENT.fullmatch(run)):
            found, exponent = self._unit(match[1]), int(match[2])
        if found is None:
            raise NoUnit(f"'{run}' is not a unit of UCUM")
        prefix, unit = found
        name = prefix + unit.name + (f" ^ {exponent}" if exponent != 1 else "")
        of_unit = self._dimensions(unit, MAX_STEPS)
        return name, Counter({code: power * exponent for code, power in of_unit.items()})

    def _unit(self, code: str) -> tuple[str, Unit] | None:
        """The name of the prefix, and the unit; a unit takes precedence over a prefix: `cd` is not a centiday."""
        unit = self.table.units.get(code)
        if unit is not None:
            return "", unit
        for length in (1, 2):
            prefix, unit = self.table.prefixes.get(code[:length]), self.table.units.get(code[length:])
            if prefix is not None and unit is not None and unit.is_metric:
                return prefix, unit
        return None

    def _dimensions(self, unit: Unit, steps: int) -> Counter[str]:
        if unit.is_base:
            return Counter({unit.code: 1})
        if steps == 0:
            raise NoUnit(f"The definition of {unit.code} has no end")
        if unit.base in ("1", unit.code):
            return Counter()
        return Counter(dict(parse_unit(unit.base).dimensions))
