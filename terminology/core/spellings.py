"""What an answer says about the spelling of a question: which url, and which version, was understood.

The Catalogue understands the spellings that sources declare (system_rules.py); what it understood without being told
exactly has to be said, as an information issue that names the right spelling.
"""

from terminology.core.issues import Issue


def url_notice(written: str, url: str, title: str) -> Issue:
    """Another url of a code system was understood."""
    text = f"'{written}' was understood as {title}, whose url is '{url}'"
    return Issue("information", "informational", text, expression=("system",))


def joined_notice(written: str, url: str, version: str) -> Issue:
    """`system|version` was written where a system belongs."""
    text = f"'{written}' was understood as the code system '{url}' in version '{version}'"
    return Issue("information", "informational", text, expression=("system",))


def contradiction_notice(written: str, version: str) -> Issue:
    """`system|version` was written where a system belongs, and another version beside it."""
    text = f"'{written}' and the version '{version}' beside it contradict each other: the answer is about '{version}'"
    return Issue("warning", "conflict", text, expression=("version",))


def version_notice(written: str, version: str, title: str) -> Issue:
    """A version was understood that stands for several, or for another one tomorrow."""
    text = f"Version '{written}' was understood as {version}, the newest loaded release of {title} that it can mean"
    return Issue("information", "informational", text, expression=("version",))
