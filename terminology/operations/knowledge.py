"""The edge of what is known: days of which no loaded release speaks.

A release speaks of the days of its window (`core/system_rules.py`): HCPCS's of a quarter, ICD-10's until the end of the
fiscal year. A day behind the newest window, or between those of two releases, is answered as far as is known, and the
answer says so.
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
    """A warning for days of which no release here speaks; None if one does, or if releases have no windows.

    `is_pinned`: the version was chosen, so that it alone answers.
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
        name = f"release {newest.text} covers" if is_pinned else f"the newest release here is {newest.text} and covers"
        return _warning(f"{name} days through {newest.last.isoformat()}", days)
    for before, after in pairwise(windows):
        if before.last < days.last < after.first:
            known = f"release {before.text} covers days through {before.last.isoformat()}"
            return _warning(f"{known}, and the next release here is {after.text}", days)
    return None


def earlier_issue(catalogue: Catalogue, header: CodeSystemHeader, days: Days, is_pinned: bool = False) -> Issue | None:
    """A warning for days before the earliest release here, where many codes are asked about, or one that is not known.

    Of one that is known `later_text_issue` says it.
    """
    rules = catalogue.rules.get(header.url)
    if rules is None or rules.window is None:
        return None
    versions = (header.version,) if is_pinned else catalogue.code_system_versions(header.url)
    earliest = next((window for version in versions if version and (window := rules.window(version))), None)
    if earliest is None or days.last >= earliest.first:
        return None
    name = f"release {earliest.text} is later" if is_pinned else f"the earliest release here is {earliest.text}"
    return _warning(f"{name}: it lacks codes that ended before, and texts can change, billing units among them", days)


def later_text_issue(catalogue: Catalogue, header: CodeSystemHeader, validity: Validity | None) -> Issue | None:
    """A warning where the texts of a valid code come from a release that is later than the days asked about."""
    rules = catalogue.rules.get(header.url)
    if validity is None or validity.release is None or validity.standing in ("ended", "not yet"):
        return None
    if rules is None or rules.window is None:
        return None
    window = rules.window(validity.release)
    if window is None or window.first <= validity.days.last:
        return None
    text = f"The text is that of release {validity.release}, which is later; texts can change, billing units among them"
    return _warning(text, validity.days)


def _warning(text: str, days: Days) -> Issue:
    return Issue("warning", EDGE_OF_KNOWLEDGE, f"{days}: {text}", "processing-note", expression=("date",))
