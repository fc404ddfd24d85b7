from seed.completeness import completeness_problems, named
from seed.sources import ACCEPT_INCOMPLETE, Problem

EXPECTED = {f"{group}{number:04}": f"Chapter {group}" for group in "AB" for number in range(100)}


def problems(*missing: str) -> list[Problem]:
    listed = EXPECTED.keys() - set(missing)
    return list(
        completeness_problems(EXPECTED, listed, new="release 2", old="release 1", what="open codes", max_percent=2)
    )


def test_a_complete_version_has_no_problem() -> None:
    assert problems() == []


def test_few_missing_codes_are_a_warning_that_names_them() -> None:
    text = "2 of the 200 open codes of release 1 are missing from release 2: A0001, B0002"
    assert problems("B0002", "A0001") == [Problem(text)]


def test_many_missing_codes_cannot_be_true() -> None:
    (problem,) = problems(*list(EXPECTED)[:5])
    assert problem.unless == ACCEPT_INCOMPLETE


def test_a_missing_group_is_named_with_its_size() -> None:
    found = problems(*(code for code in EXPECTED if code.startswith("B")))
    assert found[-1] == Problem(
        "Chapter B has vanished from release 2: release 1 has 100 open codes in it", "--accept-incomplete"
    )


def test_the_first_of_many_codes_are_named() -> None:
    assert named([str(number) for number in range(22)]).endswith("18, 19 and 2 more")
