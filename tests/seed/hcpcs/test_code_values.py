from pathlib import Path

from seed.hcpcs.code_values import (
    ACTION_CODES,
    BETOS,
    COVERAGES,
    LAB_CERTIFICATIONS,
    MULTIPLE_PRICING_INDICATORS,
    PRICING_INDICATORS,
    TYPES_OF_SERVICE,
)

LISTS = (
    ACTION_CODES,
    BETOS,
    COVERAGES,
    LAB_CERTIFICATIONS,
    MULTIPLE_PRICING_INDICATORS,
    PRICING_INDICATORS,
    TYPES_OF_SERVICE,
)


def test_every_value_occurs_once_and_has_a_meaning() -> None:
    for values in LISTS:
        assert len(dict(values)) == len(values)
        assert all(meaning for _, meaning in values)


def test_lists_are_as_long_as_cms_writes_them_with_the_two_values_of_2024() -> None:
    assert [len(values) for values in LISTS] == [10, 107, 5, 31, 8, 26, 34]


def test_betos_codes_are_those_of_the_reference_table_and_the_one_of_2024(shared_data: Path) -> None:
    lines = (shared_data / "reference/betosCodes.tsv").read_text("utf-8").splitlines()[1:]
    assert [line.split()[0] for line in lines] == [code for code, _ in BETOS if code != "O1L"]
