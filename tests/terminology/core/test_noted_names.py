import pytest

from terminology.core.noted_names import MAX_NAMES, NotedNames


def test_a_mapping_that_notes_gives_what_is_in_it() -> None:
    mapping = NotedNames("ValueSet", {"u": 1, "v": 2}, set())
    assert dict(mapping) == {"u": 1, "v": 2}
    assert (mapping.get("x"), mapping.get("x", 3), mapping["u"], "v" in mapping, "x" in mapping) == (
        None,
        3,
        1,
        True,
        False,
    )
    with pytest.raises(KeyError):
        mapping["x"]


def test_requested_names_are_recorded_whether_they_exist_or_not() -> None:
    noted: set[str] = set()
    mapping = NotedNames("ValueSet", {"u": 1}, noted)
    mapping.get("u")
    mapping.get("none")
    assert noted == {"ValueSet u", "ValueSet none"}
    assert len(mapping) == 1
    assert noted == {"ValueSet", "ValueSet u", "ValueSet none"}


def test_many_names_are_all_of_the_type() -> None:
    noted: set[str] = set()
    mapping = NotedNames("ValueSet", {}, noted)
    for number in range(1000):
        mapping.get(f"u{number}")
    assert "ValueSet" in noted
    assert len(noted) == MAX_NAMES + 1
