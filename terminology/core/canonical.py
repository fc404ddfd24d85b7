"""Canonical references and versions: `url|version`, version order, wildcards.

Source: https://hl7.org/fhir/R5/references.html#canonical and the version rules of HL7's terminology ecosystem
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/).
"""

import re
from collections.abc import Iterable
from itertools import zip_longest

PART = re.compile(r"0*([0-9]+)|([^0-9.\-+]+)")
FORMS = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?|(19|20)[0-9]{6}"),
    "semver": re.compile(r"[0-9]+\.[0-9]+\.[0-9]+([-+].*)?"),
}
END = (0, 1, "")  # after a word, before a number: 5.0.0-ballot < 5.0.0 < 5.0.0.1


def split(canonical: str) -> tuple[str, str | None]:
    """Splits `url|version` into (url, version or None); a fragment stays with the url."""
    url, _, version = canonical.partition("|")
    return url, version or None


def join(url: str, version: str | None) -> str:
    return f"{url}|{version}" if version else url


def version_key(version: str | None) -> tuple[tuple[int, int, str], ...]:
    """Sort key: numbers compare as numbers, words as words, None first. 1.2 < 1.10 < 2; 2024-07 < 2025-10."""
    if version is None:
        return ()
    parts = PART.findall(version)
    return (*((1, len(digits), digits) if digits else (0, 0, word) for digits, word in parts), END)


def version_form(version: str | None) -> str:
    """The form of a version: `date`, `semver` or `other`. Only versions of the same form can be ordered."""
    if version is None:
        return ""
    return next((form for form, pattern in FORMS.items() if pattern.fullmatch(version)), "other")


def latest(versions: Iterable[str | None]) -> str | None:
    return max(versions, key=version_key, default=None)


def is_wildcard(version: str | None) -> bool:
    return version is not None and any(part in ("x", "X", "*") for part in re.split(r"[.\-]", version))


def matches(version: str | None, pattern: str) -> bool:
    """Whether a version matches the one asked for. `1.x` matches any 1.something; a bare `1` only 1 itself."""
    if version is None or not is_wildcard(pattern):
        return version == pattern
    return all(
        asked in ("x", "X", "*") or asked == supplied
        for supplied, asked in zip_longest(re.split(r"[.\-]", version), re.split(r"[.\-]", pattern), fillvalue="")
        if asked != "" or not pattern.endswith(("x", "X", "*"))
    )
