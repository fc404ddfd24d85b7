"""The rules about claim and order lines, as data: id, title, severity, text, on or off; the docs show this table.

docs/checking-claim-lines.md shows it; a test compares. The texts are templates that `operations/check_lines/` fills in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from terminology.core.claim_lines import Finding, Severity, Suggestion

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information")


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` is the sentence in the docs. `lesser` is the severity in the case described by `lesser_when`."""

    id: str
    title: str  # what it is called on pages and in cards
    severity: Severity
    when: str
    text: str
    lesser: Severity | None = None
    lesser_when: str | None = None
    is_on: bool = True


RULES: tuple[Rule, ...] = (
    Rule(
        "unreadable-value",
        "Value cannot be read",
        "error",
        "A date, a number of units or another value cannot be read.",
        "{what} {value!r} cannot be read: {expected}",
    ),
    Rule(
        "unknown-code",
        "Unknown code",
        "error",
        "No loaded release has the code in any case, or the line has no code.",
        "{problem}{hint}",
    ),
    Rule(
        "wrong-system",
        "Code of another code system",
        "error",
        "The code belongs to another code system (such as CPT, CDT or ICD-10), or the system is wrong.",
        "{problem}",
    ),
    Rule(
        "not-yet-valid",
        "Code not valid yet",
        "error",
        "The code begins after the day of the line.",
        "{code} begins on {start}, after {day}",
    ),
    Rule(
        "ended",
        "Code has ended",
        "error",
        "The code ended before the day of the line; the codes that CMS names in its place are suggested.",
        "{code} ended on {end}, before {day}{successors}",
    ),
    Rule(
        "undecided-day",
        "Validity on the day not known",
        "warning",
        "The loaded releases leave open whether the code was valid on the day.",
        "It is not known whether {code} was valid on {day}: it ended between {first} and {last}, and no loaded release "
        "says when",
    ),
    Rule(
        "modifier-as-code",
        "Modifier in place of a code",
        "error",
        "A modifier is used as a code.",
        "{code} is a modifier ({display}), not a code that can be billed by itself",
    ),
    Rule(
        "needs-description",
        "Description needed",
        "warning",
        "A not-otherwise-classified code without a description.",
        "{code} is a not-otherwise-classified code: the claim needs a description",
    ),
    Rule(
        "not-payable-by-medicare",
        "Not payable by Medicare",
        "information",
        "CMS's coverage code says that Medicare does not pay.",
        "{code} is {meaning} (coverage code {coverage}, release {release})",
    ),
    Rule(
        "unknown-modifier",
        "Unknown modifier",
        "error",
        "No loaded release has the modifier.",
        "{modifier} is not a modifier of HCPCS{hint}",
    ),
    Rule(
        "modifier-not-valid",
        "Modifier not valid",
        "error",
        "The modifier is not valid on the day, is a code, or a loaded rule says that it never goes with the code.",
        "{problem}",
    ),
    Rule(
        "modifier-repeated",
        "Modifier repeated",
        "error",
        "A modifier is repeated on the line.",
        "Modifier {modifier} is on the line {times} times",
    ),
    Rule(
        "modifier-missing",
        "Modifier missing",
        "warning",
        "CMS's fee schedule lists the code with modifiers only, or a loaded rule requires one.",
        "{code} needs a modifier: {reason} ({source})",
        lesser="information",
        lesser_when="on an order",
    ),
    Rule(
        "modifier-unusual",
        "Unusual modifier",
        "warning",
        "CMS's fee schedule uses the modifier, but not with this code.",
        "{modifier} is unusual with {code}, which is listed {ways} ({source})",
    ),
    Rule(
        "units-over-limit",
        "Units over CMS's limit",
        "error",
        "More units than CMS's medically unlikely edit (MUE) allows, by line or by day.",
        "{units} units of {code} {scope} exceed CMS's limit of {limit} ({kind}; {source})",
        lesser="warning",
        lesser_when="for a clinical limit, which medical necessity can exceed",
    ),
    Rule(
        "units-not-payable",
        "Not payable in this setting",
        "warning",
        "CMS's limit is 0: not payable in this setting.",
        "{code} is not payable to {whom} ({source})",
    ),
    Rule(
        "ndc-unknown",
        "Unknown NDC",
        "warning",
        "No loaded quarter of CMS's crosswalk has the NDC.",
        "{ndc} is in no loaded quarter of CMS's NDC-HCPCS crosswalk ({quarters}){hint}",
    ),
    Rule(
        "ndc-not-in-force",
        "NDC not in force on the day",
        "warning",
        "The NDC is in another quarter's crosswalk, but not in that of the day.",
        "{ndc} is not in CMS's crosswalk of {quarter}, the quarter of {day}; it is in that of {others}",
    ),
    Rule(
        "ndc-of-other-code",
        "NDC of another code",
        "error",
        "CMS's crosswalk has the NDC under other codes than the one on the line.",
        "{ndc} ({drug}) is billed as {codes}, not as {code} (crosswalk {quarter})",
    ),
    Rule(
        "ndc-units",
        "Units do not match the NDC",
        "warning",
        "The units do not match the quantity of the NDC.",
        "{ndc_quantity} of {ndc} ({drug}) {is_are} {expected} units of {code}, not {units} "
        "({each}; crosswalk {quarter})",
    ),
    Rule(
        "dose-units",
        "Units do not match the dose",
        "warning",
        "The units do not match the dose, where the descriptor states a single amount.",
        "{problem}",
    ),
    Rule(
        "meaning-changed",
        "Meaning has changed",
        "information",
        "The code means something else today than on the day of the line.",
        "On {day} {code} meant {then!r}; in release {release} it means {now!r}",
    ),
    Rule(
        "ends-soon",
        "Code ends soon",
        "information",
        "The code ends within 90 days after the day of the line.",
        "{code} ends on {end}{successors}",
    ),
)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules in use, by id, in the order of the table."""

    by_id: Mapping[str, Rule]

    def finding(
        self, rule_id: str, suggestions: Iterable[Suggestion] = (), *, is_lesser: bool = False, **facts: object
    ) -> Finding | None:
        """The finding of a rule with these facts; None when the rule is off."""
        rule = self.by_id[rule_id]
        if not rule.is_on:
            return None
        severity = rule.lesser if is_lesser and rule.lesser else rule.severity
        return Finding(rule.id, severity, rule.text.format(**facts), tuple(suggestions))

    def is_on(self, rule_id: str) -> bool:
        return self.by_id[rule_id].is_on

    def changed(self, rule_id: str, choice: str) -> "RuleSet":
        """A copy with one rule `on`, `off` or at another severity. Raises ValueError, which lists the choices."""
        rule = self.by_id.get(rule_id)
        if rule is None:
            raise ValueError(f"{rule_id!r} is not a rule; the rules are {', '.join(self.by_id)}")
        return RuleSet({**self.by_id, rule_id: _changed(rule, choice)})


def _changed(rule: Rule, choice: str) -> Rule:
    if choice in ("on", "off"):
        return replace(rule, is_on=choice == "on")
    for severity in SEVERITIES:
        if choice == severity:
            return replace(rule, severity=severity, lesser=None, is_on=True)
    raise ValueError(f"{choice!r} is not a valid setting for the rule {rule.id}: use on, off, {', '.join(SEVERITIES)}")


def titles(rule_ids: Iterable[str]) -> str:
    """What rules are called, for people: Code has ended, Modifier missing."""
    return ", ".join(ALL_RULES.by_id[id].title for id in rule_ids)


ALL_RULES = RuleSet({rule.id: rule for rule in RULES})
