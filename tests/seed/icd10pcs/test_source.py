from datetime import UTC, datetime

from seed.icd10pcs.source import SOURCE
from seed.sources import LoadRequest, Previous
from tests.builders.icd10 import order_file

[RULES] = SOURCE.systems
REQUEST = LoadRequest(
    files=(("icd10pcs_order_2026.txt", order_file(("0016070", True, "Bypass"))),),
    canonical_base="https://example.org/fhir",
    now=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_a_code_in_lower_case_is_understood() -> None:
    assert RULES.code_spellings is not None
    assert RULES.code_spellings("xy0yx37") == ("XY0YX37",)
    assert RULES.code_spellings("A00.0") == ()


def test_a_file_that_is_only_a_part_is_a_problem() -> None:
    [release] = SOURCE.load(REQUEST).releases
    [problem] = SOURCE.check(Previous(), release)
    assert "no code that begins with 1, 2, 3" in problem.text
