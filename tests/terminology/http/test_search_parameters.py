import pytest

from terminology.http.search_parameters import alternatives, parameters_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a", ("a",)),
        ("a,b", ("a", "b")),
        (r"a\,b", ("a,b",)),
        (r"a\\,b", ("a\\", "b")),
        ("a,", ("a", "")),
        ("", ("",)),
    ],
)
def test_commas_divide_alternatives_unless_they_are_escaped(text: str, values: tuple[str, ...]) -> None:
    assert alternatives(text) == values


def test_code_systems_have_more_to_search_by_than_others() -> None:
    assert set(parameters_of("CodeSystem")) - set(parameters_of("ValueSet")) == {"system", "code"}
