"""The data types of claim and order lines: ClaimLine, Finding, Suggestion, LineResult.

A line is one billed or ordered item: a code with modifiers, a day, units, perhaps a drug product.
`operations/check_lines/` produces the findings of a line; every entry point (command line, HTTP, CDS Hooks) shows them.
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
    """A value that cannot be read as what its field requires: `two` as units, 2025-13-01 as a day."""

    what: str
    text: str
    expected: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line. `system` None: HCPCS. `day` None: not stated; the caller's default day applies.

    `ndc_unit` is UN (vials, tablets: the items of a package), ML, GR, ME or F2, as on claims. `day_units` are the
    units of this code on this day over all lines of the patient, including this one; None: not known. `dose` is what
    an order states in place of a number of units, such as 210 mg. `description` is the text that a
    not-otherwise-classified code requires.
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
    """What to write instead in a field of the line: a coding, or a text such as 210."""

    field: Field
    coding: Coding | None = None
    text: str | None = None
    replaces: str | None = None  # the modifier that it replaces

    @property
    def value(self) -> str:
        return (self.coding.code if self.coding else self.text) or ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem with a line, or a fact worth knowing, with the facts and dates in its text."""

    rule: str
    severity: Severity
    text: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class LineResult:
    """The findings about one line, in rule order."""

    findings: tuple[Finding, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether there are no errors."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def status(self) -> Literal["ok", "warning", "error"]:
        severities = {finding.severity for finding in self.findings}
        return "error" if "error" in severities else "warning" if "warning" in severities else "ok"
