"""Problems with a claim or order line, and facts worth knowing: one pure function over a catalogue.

    checker = LineChecker(catalogue, HCPCS, today)
    checker.check(ClaimLine("K0554", day=date(2023, 5, 1))).findings     ended on 2022-12-31, before 2023-05-01

The table of rules is `core/line_rules.py`; the modules beside this one implement the rules.
"""

from collections.abc import Hashable, Iterator
from datetime import date

from terminology.core.catalogue import Catalogue
from terminology.core.claim_lines import ClaimLine, Finding, LineResult, Suggestion
from terminology.core.line_rules import ALL_RULES, RuleSet
from terminology.operations.check_lines.code_rules import (
    SOON_DAYS,
    code_findings,
    modifier_as_code,
    standing_findings,
    system_findings,
    unknown_findings,
)
from terminology.operations.check_lines.codes import Code, CodeOnDay
from terminology.operations.check_lines.facts import Facts
from terminology.operations.check_lines.modifier_rules import billing_findings, modifier_findings
from terminology.operations.check_lines.ndc_rules import ndc_findings
from terminology.operations.check_lines.unit_rules import dose_findings, limit_findings, units_of_dose

FINE = LineResult()
DAY, UNITS = "Date", "Units"  # what a day and a number that cannot be read are called


class LineChecker:
    """Checks lines with one catalogue and one set of rules. `today` is the day of lines without a date."""

    def __init__(
        self,
        catalogue: Catalogue,
        system: str,
        today: date,
        rules: RuleSet = ALL_RULES,
        facts: Facts | None = None,
    ) -> None:
        self.facts = facts or Facts(catalogue, system)
        self.rules = rules
        self.today = today

    def check(self, line: ClaimLine) -> LineResult:
        """The findings, in the order code, modifiers, units, product; none for a correct line."""
        found = [finding for finding in self._findings(line) if finding is not None]
        return LineResult(tuple(found)) if found else FINE

    def on(self, today: date, rules: RuleSet) -> "LineChecker":
        """A checker for another day and other rules that shares the facts about codes."""
        return LineChecker(self.facts.catalogue, self.facts.system, today, rules, self.facts)

    def same_day_key(self, code: str, day: date) -> Hashable | None:
        """A key that is equal for days on which the same lines with this code are correct; None for an unknown code.

        A line that is correct on one of those days is correct on all of them.
        """
        known = self.facts.find(code)
        if known is None:
            return None
        period = known.period_on(day)
        ends_soon = period is not None and period.end is not None and (period.end - day).days <= SOON_DAYS
        return (*self.facts.span(known, day), ends_soon)

    def _findings(self, line: ClaimLine) -> Iterator[Finding | None]:
        facts, rules = self.facts, self.rules
        yield from self._unreadable(line)
        if line.system is not None:
            yield from system_findings(facts, rules, line)
            if not facts.is_ours(line.system):
                return
        code = facts.find(line.code)
        if code is None:
            yield from unknown_findings(facts, rules, line)
        elif code.is_modifier:
            yield modifier_as_code(rules, code)
            return
        elif any(item.what == DAY for item in line.unreadable):  # all other findings depend on the day
            return
        yield from self._on_day(line, code, line.day or self.today)

    def _unreadable(self, line: ClaimLine) -> Iterator[Finding | None]:
        for item in line.unreadable:
            units = self._units_of_dose(line) if item.what == UNITS else None
            text, expected = item.suggestion or units, item.expected + (f": {units}" if units else "")
            suggestions = [Suggestion("quantity", text=text)] if text else []
            yield self.rules.finding(
                "unreadable-value", suggestions, what=item.what, value=item.text, expected=expected
            )

    def _on_day(self, line: ClaimLine, code: Code | None, day: date) -> Iterator[Finding | None]:
        """Findings that depend on the day; for an unknown code, only those about its modifiers and product."""
        facts, rules = self.facts, self.rules
        on_day: CodeOnDay | None = None
        if code is not None:
            is_valid = code.period_on(day) is not None
            if not is_valid:
                yield from code_findings(rules, facts, code, day)
            on_day = facts.on_day(code, day) if is_valid or _is_undecided(code, day) else None
        if code is not None and on_day is not None:
            yield from standing_findings(rules, facts, line, code, on_day, day)
        if line.modifiers:
            yield from modifier_findings(facts, rules, line, day)
        if code is not None and on_day is not None:
            if on_day.billing is not None or on_day.uses:
                yield from billing_findings(facts, rules, line, code, on_day)
            if on_day.limits:
                yield from limit_findings(rules, line, code, on_day, day)
            if line.dose is not None or (line.quantity is not None and line.quantity % 1):
                yield from dose_findings(rules, line, code, on_day)
        if line.ndc:
            yield from ndc_findings(facts, rules, line, code, day)

    def _units_of_dose(self, line: ClaimLine) -> str | None:
        """The units that 210 mg in the place of a number come to."""
        known = self.facts.find(line.code) if line.dose else None
        return units_of_dose(line.dose, self.facts.on_day(known, line.day or self.today) if known else None)


def _is_undecided(code: Code, day: date) -> bool:
    validity = code.validity(day)
    return validity is not None and validity.standing in ("undecided", "in part")
