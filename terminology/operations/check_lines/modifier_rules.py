"""The rules about modifiers: known, valid on the day, not repeated, and appropriate for the code.

CPT has modifiers too (25, 59, P1). HCPCS does not list them, so they produce no findings.
"""

import re
from collections.abc import Iterator
from datetime import date

from terminology.core.claim_lines import ClaimLine, Finding, Suggestion
from terminology.core.line_rules import RuleSet
from terminology.core.model import Coding
from terminology.operations.check_lines.codes import Code, CodeOnDay
from terminology.operations.check_lines.facts import Facts

OF_CPT = re.compile(r"[0-9][0-9A-Z]|P[1-6]")
SHAPE = re.compile(r"[A-Z][A-Z0-9]")


def modifier_findings(facts: Facts, rules: RuleSet, line: ClaimLine, day: date) -> Iterator[Finding | None]:
    """Findings for each modifier, in line order; then for repeated ones."""
    for modifier in dict.fromkeys(line.modifiers):
        yield _by_itself(facts, rules, modifier, day)
    for modifier in dict.fromkeys(line.modifiers):
        times = line.modifiers.count(modifier)
        if times > 1:
            yield rules.finding("modifier-repeated", modifier=modifier, times=times)


def _by_itself(facts: Facts, rules: RuleSet, modifier: str, day: date) -> Finding | None:
    known = facts.find(modifier)
    if known is None:
        return _unknown(facts, rules, modifier)
    if not known.is_modifier:
        problem = f"{modifier} is a code ({known.newest.display}), not a modifier"
        return rules.finding("modifier-not-valid", problem=problem)
    if known.period_on(day):
        return None
    validity = known.validity(day)
    if validity is None or validity.standing in ("valid", "undecided"):
        return None
    if validity.standing == "not yet":
        problem = f"Modifier {modifier} begins on {validity.periods[0].start}, after {day}"
    else:
        problem = f"Modifier {modifier} ended on {validity.period.end if validity.period else ''}, before {day}"
    successors = known.newest.cross_references
    suggestions = [
        _instead(facts, modifier, item) for item in successors if (code := facts.find(item)) and code.is_modifier
    ]
    return rules.finding("modifier-not-valid", suggestions, problem=problem)


def _unknown(facts: Facts, rules: RuleSet, modifier: str) -> Finding | None:
    upper = modifier.upper().strip()
    if OF_CPT.fullmatch(upper) or (SHAPE.fullmatch(modifier) and not facts.lists_modifiers):
        return None
    known = facts.find(upper)
    if known and known.is_modifier:
        suggestion = _instead(facts, modifier, upper)
        return rules.finding("unknown-modifier", [suggestion], modifier=repr(modifier), hint=f": write {upper}")
    return rules.finding("unknown-modifier", modifier=repr(modifier), hint=" Level II in any loaded release")


def _instead(facts: Facts, modifier: str, other: str) -> Suggestion:
    known = facts.find(other)
    coding = Coding(facts.system, other, display=known.newest.display if known else None)
    return Suggestion("modifier", coding, replaces=modifier)


def billing_findings(
    facts: Facts, rules: RuleSet, line: ClaimLine, code: Code, on_day: CodeOnDay
) -> Iterator[Finding | None]:
    """Compares the modifiers with those in the fee schedule and the loaded rules for the code."""
    modifiers = frozenset(line.modifiers) | _intended(facts, line)
    allowed = {use.modifier for use in on_day.uses if use.use in ("allowed", "required")}
    for use in on_day.uses:
        if use.use == "never" and use.modifier in modifiers:
            problem = f"{use.source}: {use.modifier} never goes with {code.code}"
            yield rules.finding("modifier-not-valid", problem=problem)
    yield from _required(facts, rules, line, code, on_day, modifiers)
    billing = on_day.billing
    if billing is None:
        return
    if not any(way <= modifiers for way in billing.ways):
        yield rules.finding(
            "modifier-missing",
            [_added(facts, way) for way in billing.ways if len(way) == 1],
            is_lesser=line.kind == "order",
            code=code.code,
            source=billing.source,
            reason=f"it is listed with {billing.text}",
        )
    usual = frozenset().union(*billing.ways)
    for modifier in dict.fromkeys(line.modifiers):
        if modifier in billing.known and modifier not in usual and modifier not in allowed:
            ways = "without a modifier" if billing.text == "no modifier" else f"with {billing.text}"
            yield rules.finding("modifier-unusual", modifier=modifier, code=code.code, source=billing.source, ways=ways)


def _intended(facts: Facts, line: ClaimLine) -> frozenset[str]:
    """The modifiers of the line in upper case: lower case has its own finding, and does not also count as missing."""
    upper = {modifier.upper() for modifier in line.modifiers}
    return frozenset(modifier for modifier in upper if (known := facts.find(modifier)) and known.is_modifier)


def _required(
    facts: Facts, rules: RuleSet, line: ClaimLine, code: Code, on_day: CodeOnDay, modifiers: frozenset[str]
) -> Iterator[Finding | None]:
    """Requires one of the modifiers that a loaded rule requires, and none that it does not list."""
    for source in dict.fromkeys(use.source for use in on_day.uses):
        stated = [use for use in on_day.uses if use.source == source]
        required = [use.modifier for use in stated if use.use == "required"]
        if required and not modifiers & set(required):
            suggestions = [_added(facts, frozenset((modifier,))) for modifier in required]
            yield rules.finding(
                "modifier-missing",
                suggestions,
                is_lesser=line.kind == "order",
                code=code.code,
                source=source,
                reason=f"{' or '.join(required)} is required",
            )
        listed = {use.modifier for use in stated}
        if {use.use for use in stated} & {"allowed", "required"}:
            ways = "with " + ", ".join(use.modifier for use in stated if use.use != "never")
            for modifier in dict.fromkeys(line.modifiers):
                if modifier in on_day.known_uses and modifier not in listed:
                    yield rules.finding("modifier-unusual", modifier=modifier, code=code.code, source=source, ways=ways)


def _added(facts: Facts, way: frozenset[str]) -> Suggestion:
    (modifier,) = way
    known = facts.find(modifier)
    return Suggestion("modifier", Coding(facts.system, modifier, display=known.newest.display if known else None))
