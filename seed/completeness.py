"""Whether a new version can be the whole of what its publisher knows, given the version before: what vanished, by name.

Publishers mark what has ended and go on listing it, so that a version in which many codes are missing is nearly always
a file that was cut short. Each source says what it expects to be listed, in which groups, and how much may be missing.
"""

from collections.abc import Collection, Iterator, Mapping

from seed.sources import ACCEPT_INCOMPLETE, Problem

NAMED_AT_MOST = 20


def completeness_problems(
    expected: Mapping[str, str], listed: Collection[str], *, new: str, old: str, what: str, most_percent: float
) -> Iterator[Problem]:
    """What is missing of the codes that are expected, code -> its group (such as `chapter J`), each problem once.

    `new` and `old` are the versions as people call them, `what` the codes: procedure codes that are open. More than
    `most_percent` missing, or a group without any of its codes, cannot be true; less is worth a warning.
    """
    missing = sorted(code for code in expected if code not in listed)
    if not missing:
        return
    share = 100 * len(missing) / len(expected)
    found = f"{len(missing):,} of the {len(expected):,} {what} of {old} are missing from {new}: {named(missing)}"
    yield Problem(found, ACCEPT_INCOMPLETE if share > most_percent else None)
    still = {expected[code] for code in expected if code in listed}
    for group in sorted(set(expected.values()) - still):
        of_group = sum(1 for code in missing if expected[code] == group)
        yield Problem(f"{group} has vanished from {new}: {old} has {of_group:,} {what} in it", ACCEPT_INCOMPLETE)


def named(codes: Collection[str]) -> str:
    """The first of the codes, and how many more there are."""
    shown = list(codes)[:NAMED_AT_MOST]
    more = len(codes) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")
