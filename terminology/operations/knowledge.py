"""The edge of what is known: days that no loaded release covers.

A release covers the days of its window (`core/system_rules.py`): a quarter for HCPCS, up to the end of the fiscal year
for ICD-10. A day after the newest window, or between those of two releases, is answered as far as is known, with a
warning.
"""

from itertools import pairwise

from terminology.core.catalogue import Catalogue
from terminology.core.days import Days
from terminology.core.history import Validity
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader

EDGE_OF_KNOWLEDGE = "incomplete"  # the issue code (https://hl7.org/fhir/R5/valueset-issue-type.html)


def knowledge_issue(
    catalogue: Catalogue, header: CodeSystemHeader, days: Days, is_pinned: bool = False
) -> Issue | None:
    """A warning for days that no loaded release covers; None if one does, or if releases have no windows.

    `is_pinned`: the client chose the version, so only that release counts.
    """
    rules = catalogue.rules.get(header.url)
    if rules is None or rules.window is None:
        return None
    versions = (header.version,) if is_pinned else catalogue.code_system_versions(header.url)
    windows = [window for version in versions if version and (window := rules.window(version))]
    if not windows:
        return None
    newest = windows[-1]
    if days.last > newest.last:
        name = (
            f"release {newest.text} covers" if is_pinned else f"the newest loaded release is {newest.text} and covers"
        )
        return _warning(f"{name} days through {newest.last.isoformat()}", days)
    for before, after in pairwise(windows):
        if before.last < days.last < after.first:
            known = f"release {before.text} covers days through {before.last.isoformat()}"
            return _warning(f"{known}, and the next loaded release is {after.text}", days)
    return None


def earlier_issue(catalogue: Catalogue, header: CodeSystemHeader, days: Days, is_pinned: bool = False) -> Issue | None:
    """A warning for days before the earliest loaded release, for requests about many codes or about an unknown one.

    For a known code `later_text_issue` warns.
    """
    rules = catalogue.rules.get(header.url)
    if rules is None or rules.window is None:
        return None
    versions = (header.version,) if is_pinned else catalogue.code_system_versions(header.url)
    earliest = next((window for version in versions if version and (window := rules.window(version))), None)
    if earliest is None or days.last >= earliest.first:
        return None
    name = f"release {earliest.text} is later" if is_pinned else f"the earliest loaded release is {earliest.text}"
    return _warning(f"{name}: it lacks codes that ended earlier, and texts, including billing units, may differ", days)


def later_text_issue(catalogue: Catalogue, header: CodeSystemHeader, validity: Validity | None) -> Issue | None:
    """A warning if the texts of a valid code come from a release later than the requested days."""
    rules = catalogue.rules.get(header.url)
    if validity is None or validity.release is None or validity.standing in ("ended", "not yet"):
        return None
    if rules is None or rules.window is None:
        return None
    window = rules.window(validity.release)
    if window is None or window.first <= validity.days.last:
        return None
    text = f"The text is from the later release {validity.release}; texts, including billing units, may differ"
    return _warning(text, validity.days)


def _warning(text: str, days: Days) -> Issue:
    return Issue("warning", EDGE_OF_KNOWLEDGE, f"{days}: {text}", "processing-note", expression=("date",))
