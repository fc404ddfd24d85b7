import pytest

from terminology.core.concept_maps import (
    DependsOn,
)
from terminology.core.model import Coding, Value
from terminology.core.requests import Dependency
from tests.builders.translating import (
    ELSE,
    NEW,
    SCOPE,
    SETTING,
    catalogue_of,
    element,
    listed,
    map_of,
    target,
    targets,
    translated,
)

CODED = Value("Coding", Coding(ELSE, "home"))


@pytest.mark.parametrize(
    ("condition", "sent", "holds"),
    [
        (DependsOn(SETTING, CODED), Coding(ELSE, "home"), True),
        (DependsOn(SETTING, CODED), Coding(NEW, "home"), False),
        (DependsOn(SETTING, CODED), "home", True),
        (DependsOn(SETTING, CODED), Coding(ELSE, "clinic"), False),
        (DependsOn(SETTING, Value("string", "home")), "home", True),
        (DependsOn(SETTING, Value("boolean", True)), "true", True),
        (DependsOn(SETTING, Value("boolean", True)), "false", False),
        (DependsOn(SETTING, value_set=SCOPE), Coding(NEW, "y"), True),
        (DependsOn(SETTING, value_set=SCOPE), Coding(NEW, "x"), False),
        (DependsOn("http://example.org/something-else", CODED), Coding(ELSE, "clinic"), True),
    ],
)
def test_a_mapping_whose_condition_is_contradicted_is_left_out(
    condition: DependsOn, sent: Coding | str, holds: bool
) -> None:
    catalogue = catalogue_of(
        map_of(element("a", target("x", depends_on=(condition,)))), value_sets=(listed(SCOPE, NEW, "y"),)
    )
    result = translated(catalogue, dependencies=(Dependency(SETTING, (sent,)),))
    assert targets(result) == (["x"] if holds else [])


def test_a_mapping_whose_condition_cannot_be_judged_stays_and_that_is_reported() -> None:
    condition = DependsOn(SETTING, value_set="http://nowhere.example.org/vs")
    catalogue = catalogue_of(map_of(element("a", target("x", depends_on=(condition,)))))
    result = translated(catalogue, dependencies=(Dependency(SETTING, (Coding(NEW, "y"),)),))
    assert targets(result) == ["x"]
    assert "Whether the dependency" in str(result.message)
    assert "cannot be determined here" in str(result.message)


def test_an_unstated_condition_is_returned_and_pointed_out() -> None:
    condition = DependsOn(SETTING, CODED)
    result = translated(catalogue_of(map_of(element("a", target("x", depends_on=(condition,))))))
    assert result.is_translated
    assert result.mappings[0].depends_on == (condition,)
    assert result.message == f"Some mappings depend on values that were not supplied (dependency): {SETTING}"
