import pytest

from seed.ucum.expressions import parse_unit
from seed.ucum.misspellings import WRITTEN, unit_hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("mcg", "'mcg' is not a unit of UCUM. Write ug"),
        ("mcg/hr", "'mcg' is not a unit of UCUM. Write ug/h"),
        ("mm Hg", "'mm Hg' is not a unit of UCUM. Write mm[Hg]"),
        ("kgXX", "'kgXX' is not a unit of UCUM"),
        ("mg", None),
    ],
)
def test_the_intended_parameter_is_suggested(text: str, hint: str | None) -> None:
    assert unit_hint(text) == hint


def test_everything_that_is_intended_is_a_unit() -> None:
    for intended in WRITTEN.values():
        parse_unit(intended)
