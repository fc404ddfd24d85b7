from datetime import UTC, datetime

from seed.icd10cm.source import SOURCE
from seed.sources import LoadRequest, Previous
from tests.builders.icd10 import ORDER_FILE

[RULES] = SOURCE.systems
REQUEST = LoadRequest(
    files=(("icd10cm-order-2026.txt", ORDER_FILE),),
    canonical_base="https://example.org/fhir",
    now=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_a_code_without_its_dot_and_in_lower_case_is_understood() -> None:
    assert RULES.code_spellings is not None
    assert [RULES.code_spellings(text) for text in ("a000", "A00.0", "S020XXa", "1", "A00-B99")] == [
        ("A00.0",),
        ("A00.0",),
        ("S02.0XXA",),
        (),
        (),
    ]


def test_a_file_that_is_only_a_part_is_a_problem() -> None:
    [release] = SOURCE.load(REQUEST).releases
    [problem] = SOURCE.check(Previous(), release)
    assert problem.unless is None
    assert "no code that begins with C, D, E" in problem.text
