import pytest

from seed.icd10cm.codes import objection, with_dot


@pytest.mark.parametrize(
    ("code", "dotted"), [("A00", "A00"), ("A000", "A00.0"), ("C7A", "C7A"), ("S020XXA", "S02.0XXA")]
)
def test_the_dot_follows_the_category(code: str, dotted: str) -> None:
    assert with_dot(code) == dotted


@pytest.mark.parametrize("code", ["A00", "QA0", "C4A9", "E0837X1"])
def test_a_code_is_a_letter_and_two_to_six_letters_or_digits(code: str) -> None:
    assert objection(code, True) is None


def test_a_procedure_is_called_one() -> None:
    assert objection("0016070", True) == "0016070 is an ICD-10-PCS code: import it as icd-10-pcs"


@pytest.mark.parametrize("code", ["A0", "99213", "A00.0", "a00"])
def test_anything_else_is_invalid(code: str) -> None:
    assert objection(code, True) == f"{code} is not an ICD-10-CM code: a letter and two to six letters or digits"
