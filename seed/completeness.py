"""Whether a new version is complete, compared with the previous one: reports the missing codes.

Publishers mark ended codes but keep listing them, so a version in which many codes are missing is nearly always a
truncated file. Each source defines the expected codes, their groups, and how many may be missing.
"""

from collections.abc import Collection, Iterator, Mapping

from seed.sources import ACCEPT_INCOMPLETE, Problem
from terminology.core.counts import first_of

MAX_NAMED = 20


def completeness_problems(
    expected: Mapping[str, str], listed: Collection[str], *, new: str, old: str, what: str, max_percent: float
) -> Iterator[Problem]:
    """Problems with missing codes. `expected` maps each code to its group, such as `chapter J`.

    `new` and `old` are readable versions, `what` describes the codes, such as open procedure codes. If more than
    `max_percent` or a whole group is missing, the version is refused; otherwise there is a warning.
    """
    missing = sorted(code for code in expected if code not in listed)
    if not missing:
        return
    share = 100 * len(missing) / len(expected)
    found = f"{len(missing):,} of the {len(expected):,} {what} of {old} are missing from {new}: {named(missing)}"
    yield Problem(found, ACCEPT_INCOMPLETE if share > max_percent else None)
    still = {expected[code] for code in expected if code in listed}
    for group in sorted(set(expected.values()) - still):
        of_group = sum(1 for code in missing if expected[code] == group)
        yield Problem(f"{group} has vanished from {new}: {old} has {of_group:,} {what} in it", ACCEPT_INCOMPLETE)


def named(codes: Collection[str]) -> str:
    """The first codes, and the number of others."""
    return first_of(list(codes), MAX_NAMED)
