"""The rules about the code of a line: known, of the right system, valid on the day, billable by itself."""

import re
from collections.abc import Iterator
from datetime import date

from terminology.core.claim_lines import ClaimLine, Finding, Suggestion
from terminology.core.history import Validity
from terminology.core.line_rules import RuleSet
from terminology.core.model import Coding
from terminology.operations.check_lines.codes import Code, CodeOnDay
from terminology.operations.check_lines.facts import Facts
from terminology.operations.likely_codes import PROCEDURE, likely_codes, nearest_codes, other_shape, with_modifier

NOT_PAYABLE = {
    "I": "not payable by Medicare",
    "M": "not covered by Medicare",
    "S": "not covered by Medicare, by statute",
}
SOON_DAYS = 90
SEVERAL = 2
MAX_WITHIN = 5  # codes named from one cell
WORDS = re.compile(r"[0-9A-Za-z]+")
WITHOUT_DOT = re.compile(r"[A-Z][0-9][0-9A-Z][0-9A-Z]")


def system_findings(facts: Facts, rules: RuleSet, line: ClaimLine) -> Iterator[Finding | None]:
    """Findings for a coding of another system, or of HCPCS under a retired url."""
    system = line.system
    if system is None or system == facts.system:
        return
    right = Suggestion("system", Coding(facts.system, line.code))
    if facts.catalogue.replaced.get(system) == facts.system:
        problem = f"Use {facts.system} as the system of {line.code}: {system} is retired"
        yield rules.finding("wrong-system", [right], problem=problem)
    elif not facts.is_ours(system):
        is_ours = facts.find(line.code) is not None
        problem = f"{system} is not the system of HCPCS Level II, which is {facts.system}"
        yield rules.finding("wrong-system", [right] if is_ours else [], problem=problem)
    elif system not in facts.aliases and rules.is_on("wrong-system"):  # the code is understood, so this is not an error
        problem = f"Use {facts.system} as the system of {line.code}, not {system}"
        yield Finding("wrong-system", "information", problem, (right,))


def unknown_findings(facts: Facts, rules: RuleSet, line: ClaimLine) -> Iterator[Finding | None]:
    """Findings for a code that no loaded release has, with the codes it may be a typo of."""
    code = line.code
    if not code:
        yield rules.finding("unknown-code", problem="The line has no code", hint="")
        return
    within = _codes_within(facts, code)
    candidates = within or tuple(likely_codes(code, facts.standing))
    if not candidates and (shape := other_shape(code)):
        problem = f"{code} looks like {shape.name}, which is not in HCPCS Level II"
        yield rules.finding("wrong-system", [Suggestion("system", Coding(shape.system, code))], problem=problem)
        return
    part = " (only a part of HCPCS is loaded)" if facts.has_part_only else ""
    problem = f"{code!r} is not a code of HCPCS Level II in any loaded release{part}"
    suggestions = [_suggestion(facts, candidate) for candidate in candidates] if len(within) < SEVERAL else []
    yield rules.finding("unknown-code", suggestions, problem=problem, hint=_hint(facts, code, candidates, within))


def _hint(facts: Facts, code: str, candidates: tuple[str, ...], within: tuple[str, ...]) -> str:
    """What to write instead."""
    if len(within) >= SEVERAL:
        return f": write {' and '.join(within)} on separate lines"
    behind = WORDS.findall(code.upper().partition(within[0])[2]) if within else []
    modifiers = [word for word in behind if (known := facts.find(word)) and known.is_modifier]
    if modifiers:
        return f": write {within[0]} as the code, and {' and '.join(modifiers)} in the modifier field"
    if found := with_modifier(code):
        return f": write the modifier {found[1]} in its own field" if facts.find(found[0]) else ""
    if candidates:
        return f": did you mean {' or '.join(candidates)}?"
    if WITHOUT_DOT.fullmatch(code):
        return f"; it may be the ICD-10-CM code {code[:3]}.{code[3:]} without its dot"
    near = tuple(nearest_codes(code, facts.standing)) if PROCEDURE.fullmatch(code) else ()
    return f"; near it {'are' if len(near) > 1 else 'is'} {', '.join(near)}" if near else ""


def _codes_within(facts: Facts, code: str) -> tuple[str, ...]:
    """The codes among the words of a text such as HC:J3111:JZ or J3111,E0143."""
    words = dict.fromkeys(WORDS.findall(code.upper()))
    if len(words) == 1 and with_modifier(code) is None and code.isascii() and code[:1].isalnum():
        return ()
    found = [word for word in words if PROCEDURE.fullmatch(word) and facts.find(word)]
    return tuple(found[:MAX_WITHIN]) if with_modifier(code) is None else ()


def code_findings(rules: RuleSet, facts: Facts, code: Code, day: date) -> Iterator[Finding | None]:
    """Findings for a day that is not certainly in one of the periods of the code."""
    validity = code.validity(day)
    if validity is None or validity.standing == "valid":
        return
    period = validity.period
    if validity.standing == "not yet":
        start = validity.periods[0].start
        yield rules.finding("not-yet-valid", code=code.code, start=start, day=day)
    elif validity.standing == "undecided":
        span = next((item.undecided for item in reversed(validity.periods) if item.undecided), None)
        if span:
            yield rules.finding("undecided-day", code=code.code, day=day, first=span.first, last=span.last)
    elif period is not None:
        successors = _successors(facts, code)
        end = f"{period.undecided.first} to {period.undecided.last}" if period.undecided else period.end
        yield rules.finding(
            "ended",
            [_suggestion(facts, successor) for successor in successors],
            code=code.code,
            end=end,
            day=day,
            successors=_valid_again(validity) or _instead(successors),
        )


def standing_findings(
    rules: RuleSet, facts: Facts, line: ClaimLine, code: Code, on_day: CodeOnDay, day: date
) -> Iterator[Finding | None]:
    """Facts worth knowing about a code that is valid on the day."""
    if on_day.needs_description and not line.description:
        yield rules.finding("needs-description", code=code.code)
    if on_day.coverage in NOT_PAYABLE:
        yield rules.finding(
            "not-payable-by-medicare",
            [_suggestion(facts, item) for item in on_day.meaning.cross_references if facts.find(item)],
            code=code.code,
            meaning=NOT_PAYABLE[on_day.coverage],
            coverage=on_day.coverage,
            release=on_day.release,
        )
    if on_day.now is not None:
        yield rules.finding(
            "meaning-changed",
            day=day,
            code=code.code,
            then=on_day.meaning.display,
            release=code.newest_release,
            now=on_day.now,
        )
    period = code.period_on(day)
    if (
        period
        and period.end
        and not period.undecided
        and (period.end - day).days <= SOON_DAYS
        and period is code.periods[-1]
    ):
        successors = _successors(facts, code)
        yield rules.finding(
            "ends-soon",
            [_suggestion(facts, successor) for successor in successors],
            code=code.code,
            end=period.end,
            successors=_instead(successors),
        )


def modifier_as_code(rules: RuleSet, code: Code) -> Finding | None:
    suggestion = Suggestion("modifier", text=code.code)
    return rules.finding("modifier-as-code", [suggestion], code=code.code, display=code.newest.display)


def _successors(facts: Facts, code: Code) -> tuple[str, ...]:
    """The codes that CMS names as replacements, in its order, without those that HCPCS does not have."""
    return tuple(item for item in code.newest.cross_references if item != code.code and facts.find(item))


def _suggestion(facts: Facts, code: str) -> Suggestion:
    found = facts.find(code)
    return Suggestion("code", Coding(facts.system, code, display=found.newest.display if found else None))


def _instead(successors: tuple[str, ...]) -> str:
    return f"; CMS names {' or '.join(successors)} in its place" if successors else ""


def _valid_again(validity: Validity) -> str:
    return f"; it is valid again from {validity.following.start}" if validity.following else ""
