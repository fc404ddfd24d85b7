import pytest

from seed.icd10pcs.axes import AXES, LENGTH, SECTIONS, objection


def test_a_code_has_seven_axes() -> None:
    assert len(AXES) == LENGTH
    assert SECTIONS["0"] == "Medical and Surgical"


@pytest.mark.parametrize(("code", "is_billable"), [("0016070", True), ("001", False), ("XY0YX37", True)])
def test_codes_have_seven_characters_and_headers_fewer(code: str, is_billable: bool) -> None:
    assert objection(code, is_billable) is None
    assert objection(code, not is_billable) is not None


@pytest.mark.parametrize("code", ["001O070", "A016070", "00160701"])
def test_letters_that_look_like_digits_and_unknown_sections_are_not_codes(code: str) -> None:
    assert objection(code, True) == f"{code} is not an ICD-10-PCS code: seven letters and digits, fewer for a header"
