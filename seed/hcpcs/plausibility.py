"""Whether a HCPCS release is plausible: checks its own dates, and compares it with the nearest older release.

CMS lists a code for years after its end, so each release lists the previous one's open procedure codes: in CMS's
releases of 2017 to 2025, none is missing.
"""

from collections.abc import Iterator

from seed.archives import base_name
from seed.completeness import completeness_problems, named
from seed.hcpcs.code_system import first_day
from seed.hcpcs.file_names import posting_from_name
from seed.release import Release, ResourceSet, Source
from seed.sources import ACCEPT_INCOMPLETE, REPLACE, Previous, Problem
from terminology.core.model import CodeSystem, Concept

MAX_PERCENT_MISSING = 2
# The TXT is the authority where CMS publishes one, then the workbook, then its derivatives.
BEST_ENDINGS = (".txt", ".xlsx", ".xls", ".csv", ".tsv")


def find_problems(previous: Previous, new: Release | ResourceSet) -> tuple[Problem, ...]:
    if not isinstance(new, Release):
        return ()
    return (
        *_impossible_dates(new.code_system),
        *_missing_codes(previous.older, new.code_system),
        *_missing_codes(previous.same, new.code_system),
        *_missing_modifiers(new.code_system),
        *_worse_source(previous.same_sources, new),
    )


def _impossible_dates(release: CodeSystem) -> Iterator[Problem]:
    wrong = [item.code for item in release.concepts if _ends_before_it_begins(item)]
    if wrong:
        text = f"{len(wrong):,} codes of {_name(release)} end before they begin: {named(wrong)}"
        yield Problem(text, ACCEPT_INCOMPLETE)


def _ends_before_it_begins(concept: Concept) -> bool:
    added, ended = _day(concept, "addedDate"), _day(concept, "terminationDate")
    return bool(added and ended and ended < added)


def _missing_codes(old: CodeSystem | None, new: CodeSystem) -> Iterator[Problem]:
    if old is None:
        return
    start = first_day(new.header.version or "")
    expected = {item.code: f"Chapter {item.code[0]}" for item in old.concepts if _is_open_procedure(item, start)}
    again = " as it is loaded" if old.header.version == new.header.version else ""
    yield from completeness_problems(
        expected,
        {item.code for item in new.concepts},
        new=_name(new),
        old=f"{_name(old)}{again}",
        what="open procedure codes",
        max_percent=MAX_PERCENT_MISSING,
    )


def _is_open_procedure(concept: Concept, day: str) -> bool:
    ended = _day(concept, "terminationDate")
    return not _is_modifier(concept) and (ended is None or ended >= day)


def _missing_modifiers(release: CodeSystem) -> Iterator[Problem]:
    if not any(map(_is_modifier, release.concepts)):
        yield Problem(f"{_name(release)} has no modifier, so it says nothing about modifiers")


def _is_modifier(concept: Concept) -> bool:
    return any(value.content == "modifier" for value in concept.values("kind"))


def _day(concept: Concept, property_code: str) -> str | None:
    return next((str(value.content) for value in concept.values(property_code)), None)


def _worse_source(loaded: tuple[Source, ...], new: Release) -> Iterator[Problem]:
    """A problem if the loaded release came from a better file or a later posting, so that it is not lost silently."""
    better = next((source for source in loaded[:1] if _quality(source) > _quality(new.source)), None)
    if better:
        text = f"{_name(new.code_system)} is loaded from {_file(better)}, a better source than {_file(new.source)}"
        yield Problem(text, REPLACE)


def _quality(source: Source) -> tuple[tuple[int, int], int]:
    """Sort key, greater is better: a later posting outweighs everything else."""
    name = _file(source)
    ending = next((place for place, ending in enumerate(BEST_ENDINGS) if name.lower().endswith(ending)), None)
    return posting_from_name(name), -len(BEST_ENDINGS) if ending is None else -ending


def _file(source: Source) -> str:
    return base_name(source.member or source.name)


def _name(release: CodeSystem) -> str:
    return f"release {release.header.version}"
