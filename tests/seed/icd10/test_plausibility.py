from seed.icd10.order_file import OrderRow
from seed.icd10.plausibility import find_problems
from seed.icd10cm.code_system import icd10cm_header
from seed.icd10cm.concepts import code_system_of
from seed.icd10cm.entries import entries_from_order_file
from seed.release import Release, source_of
from seed.sources import ACCEPT_INCOMPLETE, Previous, Problem
from terminology.core.model import CodeSystem


def release(version: str, *codes: str) -> CodeSystem:
    rows = [OrderRow(line, code, len(code) > 3, "", code) for line, code in enumerate(codes, start=1)]
    return code_system_of(icd10cm_header(version), entries_from_order_file(rows), "https://example.org/fhir")


CODES = ["A00", *(f"A00{number}" for number in range(100, 200)), "B20", "B200"]
BEFORE = release("2024-10", *CODES)


def problems(new: CodeSystem, previous: Previous, letters: str = "A") -> tuple[Problem, ...]:
    return find_problems(previous, Release(new, source_of("x.txt", b""), 1), letters, "chapter")


def test_a_release_without_a_chapter_is_reported_to_be_only_a_part() -> None:
    assert problems(BEFORE, Previous(), "ABCD") == (
        Problem("release 2024-10 is incomplete: it has no code that begins with C, D, each a chapter", shows_part=True),
    )
    assert problems(BEFORE, Previous(), "AB") == ()


def test_a_few_missing_codes_are_allowed_and_named() -> None:
    assert problems(release("2025-10", *CODES[:99], *CODES[-2:]), Previous(older=BEFORE)) == (
        Problem("2 of the 101 billable codes of release 2024-10 are missing from release 2025-10: A00.198, A00.199"),
    )


def test_more_than_two_percent_of_the_billable_codes_may_not() -> None:
    [problem] = problems(release("2025-10", *CODES[:98], *CODES[-2:]), Previous(older=BEFORE))
    assert problem.unless == ACCEPT_INCOMPLETE
    assert "3 of the 101 billable codes of release 2024-10" in problem.text
    assert "A00.197" in problem.text


def test_a_chapter_may_not_vanish() -> None:
    problem = problems(release("2025-10", *CODES[:-2]), Previous(older=BEFORE))[-1]
    assert problem.unless == ACCEPT_INCOMPLETE
    assert "Chapter B" in problem.text


def test_loaded_content_of_the_same_release_counts_too() -> None:
    [problem] = problems(release("2024-10", *CODES[:50], *CODES[-2:]), Previous(same=BEFORE))
    assert "as it is loaded" in problem.text
