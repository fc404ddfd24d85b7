"""The nouns of claim and order lines: ClaimLine, Finding, Suggestion, LineResult.

A line is what is billed or ordered once: a code with modifiers, a day, units, perhaps a drug product. What is said
about it is a tuple of findings; `operations/check_lines/` makes them, and every door (command line, HTTP, CDS Hooks)
shows them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from terminology.core.doses import Dose
from terminology.core.model import Coding

Severity = Literal["error", "warning", "information"]
Kind = Literal["claim", "order"]
Setting = Literal["dme", "practitioner", "outpatient"]
Field = Literal["code", "system", "modifier", "quantity", "ndc"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that stands where something else should: two as a number of units, 2025-13-01 as a day."""

    what: str
    text: str
    expected: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line. `system` None: HCPCS. `day` None: nobody said; then the caller's day for such lines counts.

    `ndc_unit` is UN (vials, tablets: the items of a package), ML, GR, ME or F2, as on claims. `day_units` are the units
    of this code on this day over all lines of the patient, this one included; None: not known. `dose` is what an order
    gives in place of a number of units, such as 210 mg. `description`: the text that a code for what has no other code
    needs.
    """

    code: str
    modifiers: tuple[str, ...] = ()
    day: date | None = None
    quantity: Decimal | None = None
    ndc: str | None = None
    ndc_quantity: Decimal | None = None
    ndc_unit: str | None = None
    description: str | None = None
    system: str | None = None
    setting: Setting | None = None
    dose: Dose | None = None
    day_units: Decimal | None = None
    unreadable: tuple[Unreadable, ...] = ()
    kind: Kind = "claim"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write instead, in the field of the line that it belongs to: a coding, or a text such as 210."""

    field: Field
    coding: Coding | None = None
    text: str | None = None
    replaces: str | None = None  # the modifier that it takes the place of

    @property
    def value(self) -> str:
        return (self.coding.code if self.coding else self.text) or ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a line or worth knowing, with the facts and dates in its text."""

    rule: str
    severity: Severity
    text: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class LineResult:
    """What is said about one line, in the order of the rules."""

    findings: tuple[Finding, ...] = ()

    @property
    def is_ok(self) -> bool:
        """No error."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def status(self) -> Literal["ok", "warning", "error"]:
        severities = {finding.severity for finding in self.findings}
        return "error" if "error" in severities else "warning" if "warning" in severities else "ok"
