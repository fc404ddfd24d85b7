"""The checker of claim and order lines over what is served now, for one day and one set of rules."""

from datetime import date

from fhir_resources.version import FhirVersion
from seed.registry import DEFAULT_SYSTEM
from terminology.core.line_rules import ALL_RULES, RuleSet
from terminology.library.library import Library
from terminology.operations.check_lines.check import LineChecker


def line_checker(library: Library, today: date, rules: RuleSet = ALL_RULES) -> LineChecker:
    """Raises UnknownCodeSystem when no HCPCS is loaded, StoreUnavailable before the first load."""
    return LineChecker(library.catalogue(FhirVersion.R5), DEFAULT_SYSTEM, today, rules)
