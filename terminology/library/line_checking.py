"""Creates the checker of claim and order lines for a catalogue, a day and a set of rules.

A checker caches what it finds out about codes, so the last few checkers are reused while the publication stands.
"""

from datetime import date
from threading import Lock

from seed.registry import DEFAULT_SYSTEM
from terminology.core.catalogue import Catalogue
from terminology.core.line_rules import ALL_RULES, RuleSet
from terminology.operations.check_lines.check import LineChecker

REMEMBERED = 4
_lock = Lock()
_checkers: list[tuple[Catalogue, LineChecker]] = []


def line_checker(catalogue: Catalogue, today: date, rules: RuleSet = ALL_RULES) -> LineChecker:
    """Raises UnknownCodeSystem when no HCPCS is loaded."""
    with _lock:
        known = next((item for made_for, item in _checkers if made_for is catalogue), None)
    if known is None:
        known = LineChecker(catalogue, DEFAULT_SYSTEM, today, rules)
        with _lock:
            _checkers[:] = [(catalogue, known), *_checkers][:REMEMBERED]
    if known.today == today and known.rules == rules:
        return known
    return known.on(today, rules)
