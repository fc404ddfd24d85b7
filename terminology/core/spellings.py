"""Notices about the spelling of a request: which url, and which version, was understood.

The Catalogue understands the spellings that sources declare (system_rules.py). If a spelling was not exact, the answer
carries an information issue that names the right one.
"""

from terminology.core.issues import Issue


def url_notice(written: str, url: str, title: str) -> Issue:
    """Another url of a code system was understood."""
    text = f"'{written}' was understood as {title}, whose url is '{url}'"
    return Issue("information", "informational", text, expression=("system",))


def joined_notice(written: str, url: str, version: str) -> Issue:
    """`system|version` was written in place of a system."""
    text = f"'{written}' was understood as the code system '{url}' in version '{version}'"
    return Issue("information", "informational", text, expression=("system",))


def contradiction_notice(written: str, version: str) -> Issue:
    """`system|version` was written where a system belongs, together with another version."""
    text = f"'{written}' contradicts the version '{version}': the answer is about '{version}'"
    return Issue("warning", "conflict", text, expression=("version",))


def version_notice(written: str, version: str, title: str) -> Issue:
    """An ambiguous version was understood, or one whose meaning changes with new releases."""
    text = f"Version '{written}' was understood as {version}, the newest loaded release of {title} that it can mean"
    return Issue("information", "informational", text, expression=("version",))
