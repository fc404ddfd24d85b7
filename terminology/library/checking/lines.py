"""Converts a row of a claim file to a line, and its findings to the three cells that are added.

result     ok, warning or error
rules      the ids of the findings, separated by spaces
message    their texts, with suggestions
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter

from terminology.core.claim_lines import ClaimLine, LineResult, Setting, Unreadable
from terminology.core.doses import Dose, parse_dose
from terminology.core.places_of_service import setting_of_place
from terminology.library.checking.columns import Columns
from terminology.library.checking.values import read_day, read_modifiers, read_ndc_unit, read_number, read_setting
from terminology.operations.check_lines.check import LineChecker

ADDED = ("result", "rules", "message")
FORGET_AFTER = 50_000  # distinct lines
LONGEST_CODE = 40

Verdict = tuple[str, str, str]
FINE: Verdict = ("ok", "", "")


class RowChecker:
    """Checks the rows of one file. `counts` are the lines by result, `rules` the findings by rule, so far.

    Equal rows are checked once, and so are rows without findings that differ only in their day. Only the fields that
    rules use are cached, and only while the file is read.
    """

    def __init__(self, checker: LineChecker, columns: Columns, setting: Setting | None = None) -> None:
        self.checker = checker
        self.columns = columns
        self.setting = setting
        self.counts: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self._found: dict[tuple[Hashable, ...], Verdict] = {}  # rows with findings
        self._fine: set[tuple[Hashable, ...]] = set()  # rows without findings, by the span of days around theirs
        self._at = columns.places
        self._code, self._date = columns.place("code"), columns.place("date")
        relevant = ("quantity", "ndc", "ndc_quantity", "ndc_unit", "system", "dose", "setting", "place")
        places = [at for field in relevant if (at := columns.place(field)) >= 0] + list(columns.modifiers)
        self._others = _picker(places)
        self._description = columns.place("description")

    def verdict(self, row: Sequence[str], day_units: Decimal | None = None) -> Verdict:
        """The three cells of a row; missing trailing cells count as empty."""
        if len(row) < self.columns.width:
            row = [*row, *[""] * (self.columns.width - len(row))]
        others: tuple[Hashable, ...] = self._others(row)
        if self._description >= 0 and row[self._description].strip():
            others = (*others, True)
        if day_units is not None:
            others = (*others, day_units)
        fine = self._fine_key(row, others)
        if fine is not None and fine in self._fine:
            self.counts["ok"] += 1
            return FINE
        found = self._verdict(row, others, fine, day_units)
        self.counts[found[0]] += 1
        if found[1]:
            self.rules.update(found[1].split())
        return found

    def _fine_key(self, row: Sequence[str], others: tuple[Hashable, ...]) -> tuple[Hashable, ...] | None:
        day = read_day(row[self._date]) if self._date >= 0 and row[self._date] else self.checker.today
        key = None if isinstance(day, Unreadable) else self.checker.same_day_key(row[self._code], day)
        return None if key is None else (key, others)

    def _verdict(
        self,
        row: Sequence[str],
        others: tuple[Hashable, ...],
        fine: tuple[Hashable, ...] | None,
        day_units: Decimal | None,
    ) -> Verdict:
        key = (row[self._code], row[self._date] if self._date >= 0 else "", others)
        found = self._found.get(key)
        if found is None:
            found = verdict_of(self.checker.check(self.line(row, day_units)))
            if len(self._found) + len(self._fine) >= FORGET_AFTER:
                self._found.clear()
                self._fine.clear()
            if found is FINE and fine is not None:
                self._fine.add(fine)
            else:
                self._found[key] = found
        return found

    def line(self, row: Sequence[str], day_units: Decimal | None = None) -> ClaimLine:
        """The claim line of a row."""
        unreadable: list[Unreadable] = []
        text = self._text
        day: date | None = None
        if self._date >= 0 and row[self._date].strip():
            read = read_day(row[self._date])
            if isinstance(read, Unreadable):
                unreadable.append(read)
            else:
                day = read
        stated = text(row, "dose")
        dose = parse_dose(stated[:40]) if stated else None
        quantity = self._number(row, "quantity", "Units", unreadable)
        if isinstance(quantity, Dose):
            unreadable.append(_dose_as_units(quantity))
            dose, quantity = quantity, None
        ndc = text(row, "ndc")
        system = text(row, "system")
        return ClaimLine(
            code=row[self._code].strip()[:LONGEST_CODE],
            modifiers=tuple(item for at in self.columns.modifiers if row[at] for item in read_modifiers(row[at])),
            day=day,
            quantity=quantity,
            ndc=ndc[:LONGEST_CODE] or None,
            ndc_quantity=self._ndc_quantity(row, unreadable) if ndc else None,
            ndc_unit=read_ndc_unit(text(row, "ndc_unit")) if ndc else None,
            description=text(row, "description") or None,
            system=system if "/" in system or ":" in system else None,
            setting=read_setting(text(row, "setting")) or self.setting or setting_of_place(text(row, "place")),
            dose=dose,
            day_units=day_units,
            unreadable=tuple(unreadable),
        )

    def _ndc_quantity(self, row: Sequence[str], unreadable: list[Unreadable]) -> Decimal | None:
        found = self._number(row, "ndc_quantity", "NDC quantity", unreadable)
        if isinstance(found, Dose):
            unreadable.append(Unreadable("NDC quantity", found.text, "write a number, and its unit in a column"))
            return None
        return found

    def day_of(self, row: Sequence[str]) -> date | None:
        """The day of a row's line; None if unreadable."""
        text = self._text(row, "date")
        found = read_day(text) if text else self.checker.today
        return None if isinstance(found, Unreadable) else found

    def units_of(self, row: Sequence[str]) -> Decimal | None:
        text = self._text(row, "quantity")
        found = read_number(text, "Units") if text else None
        return found if isinstance(found, Decimal) else None

    def is_limited(self, code: str, day: date) -> bool:
        """Whether CMS limits the units of the code."""
        facts = self.checker.facts
        known = facts.find(code)
        on_day = facts.on_day(known, day) if known else None
        return on_day is not None and bool(on_day.limits)

    def _text(self, row: Sequence[str], field: str) -> str:
        at = self._at.get(field)
        return row[at].strip() if at is not None and at < len(row) else ""

    def _number(self, row: Sequence[str], field: str, what: str, unreadable: list[Unreadable]) -> Decimal | Dose | None:
        text = self._text(row, field)
        found = read_number(text, what) if text else None
        if isinstance(found, Unreadable):
            unreadable.append(found)
            return None
        return found


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[Hashable, ...]]:
    """A function that extracts the cells at these positions of a row."""
    if len(places) < 2:
        return lambda row: tuple([row[at] for at in places])
    return itemgetter(*places)


def verdict_of(result: LineResult) -> Verdict:
    """The three cells for a result."""
    if not result.findings:
        return FINE
    texts = []
    for finding in result.findings:
        values = [item.value for item in finding.suggestions if item.value and item.value not in finding.text]
        texts.append(finding.text + (f" (suggested: {', '.join(values)})" if values else ""))
    return result.status, " ".join(finding.rule for finding in result.findings), "; ".join(texts)


def _dose_as_units(dose: Dose) -> Unreadable:
    if dose.unit == "unit":
        return Unreadable("Units", dose.text, "write only the number")
    return Unreadable("Units", dose.text, "write the number of units of the code, not the dose")
