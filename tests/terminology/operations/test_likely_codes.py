import pytest

from terminology.operations.likely_codes import likely_codes, misread, nearest_codes, other_shape, with_modifier

STANDINGS = {"J3111": True, "J1311": False, "G0008": True, "E0601": True, "J3101": True, "J3121": True}


@pytest.mark.parametrize(
    ("written", "intended"),
    [
        ("j3111", ["J3111"]),
        (" J3111 ", ["J3111"]),
        ("J31l1", ["J3111"]),
        ("G0OO8", ["G0008"]),
        ("E0601KX", ["E0601"]),
        ("E601", ["E0601"]),
        ("J1131", ["J1311"]),
        ("X", []),
        ("J3111" * 100_000, []),
    ],
)
def test_the_codes_that_were_probably_intended(written: str, intended: list[str]) -> None:
    assert list(likely_codes(written, STANDINGS.get)) == intended


def test_the_nearest_codes_differ_in_one_digit_and_go_on() -> None:
    assert list(nearest_codes("J3112", STANDINGS.get)) == ["J3111"]
    assert list(nearest_codes("J3131", STANDINGS.get)) == ["J3121", "J3111", "J3101"]
    assert list(nearest_codes("J" + "3" * 100_000, STANDINGS.get)) == []


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("99213", "http://www.ama-assn.org/go/cpt"),
        ("D0120", "http://www.ada.org/cdt"),
        ("A00.0", "http://hl7.org/fhir/sid/icd-10-cm"),
        ("0DTJ4ZZ", "http://www.cms.gov/Medicare/Coding/ICD10"),
        ("55513-0880-02", "http://hl7.org/fhir/sid/ndc"),
        ("J3111", None),
        ("?", None),
    ],
)
def test_codes_of_others_are_known_by_their_shape(code: str, system: str | None) -> None:
    shape = other_shape(code)
    assert (shape.system if shape else None) == system
    assert other_shape(code, system) is None


def test_a_modifier_that_was_appended_and_letters_for_digits() -> None:
    assert with_modifier("E0601-KX") == ("E0601", "KX")
    assert with_modifier("E0601") is None
    assert misread("GO008") == "G0008"
