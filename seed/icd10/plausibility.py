"""Whether an ICD-10 release is plausible, judging by the billable codes of the nearest older one and by its chapters.

From January 2021 to October 2024, CMS retired 0.5 % of the billable codes of ICD-10-CM.
"""

from collections.abc import Iterable, Iterator

from seed.completeness import completeness_problems
from seed.release import Release, ResourceSet
from seed.sources import Previous, Problem
from terminology.core.model import CodeSystem, Concept

MAX_PERCENT_MISSING = 2


def find_problems(
    previous: Previous, new: Release | ResourceSet, first_characters: Iterable[str], part: str
) -> tuple[Problem, ...]:
    """`first_characters` occur in every complete release; `part` is what each of them stands for, such as a chapter."""
    if not isinstance(new, Release):
        return ()
    release = new.code_system
    return (
        *_missing_parts(release, first_characters, part),
        *_missing_codes(previous.older, release, part),
        *_missing_codes(previous.same, release, part),
    )


def _missing_parts(release: CodeSystem, first_characters: Iterable[str], part: str) -> Iterator[Problem]:
    """A warning: without another release to compare with, an excerpt may be intended. It is loaded as a fragment."""
    found = {concept.code[0] for concept in release.concepts}
    missing = [character for character in first_characters if character not in found]
    if missing:
        text = f"{_name(release)} is incomplete: it has no code that begins with {', '.join(missing)}, each a {part}"
        yield Problem(text, shows_part=True)


def _missing_codes(old: CodeSystem | None, new: CodeSystem, part: str) -> Iterator[Problem]:
    if old is None:
        return
    again = " as it is loaded" if old.header.version == new.header.version else ""
    yield from completeness_problems(
        {item.code: f"{part.capitalize()} {item.code[0]}" for item in old.concepts if _is_billable(item)},
        {item.code for item in new.concepts},
        new=_name(new),
        old=f"{_name(old)}{again}",
        what="billable codes",
        max_percent=MAX_PERCENT_MISSING,
    )


def _is_billable(concept: Concept) -> bool:
    return any(value.content for value in concept.values("billable"))


def _name(release: CodeSystem) -> str:
    return f"release {release.header.version}"
