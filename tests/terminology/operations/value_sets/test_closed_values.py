import pytest

from terminology.core.model import CodeSystemHeader, PropertyDefinition
from terminology.core.value_sets import Filter
from terminology.operations.value_sets.closed_values import wrong_values
from tests.builders.catalogue import OTHER_SYSTEM, SYSTEM, catalogue_of, code_system_of

COVERAGE = PropertyDefinition("coverage", "code", code_system=OTHER_SYSTEM)
HEADER = CodeSystemHeader(
    url=SYSTEM,
    properties=(COVERAGE, PropertyDefinition("flag", "boolean"), PropertyDefinition("free", "string")),
)


@pytest.mark.parametrize(
    ("filter", "wrong"),
    [
        (Filter("coverage", "=", "C"), ()),
        (Filter("coverage", "=", "ZZ"), ("ZZ",)),
        (Filter("coverage", "in", "C, D,X"), ("X",)),
        (Filter("coverage", "not-in", "X"), ("X",)),
        (Filter("coverage", "exists", "true"), ()),
        (Filter("coverage", "=", None), ()),
        (Filter("flag", "=", "true"), ()),
        (Filter("flag", "=", "yes"), ("yes",)),
        (Filter("free", "=", "yes"), ()),
        (Filter("unheard-of", "=", "yes"), ()),
    ],
)
def test_a_value_outside_of_a_closed_list_is_wrong(filter: Filter, wrong: tuple[str, ...]) -> None:
    assert wrong_values(catalogue_of(code_system_of("C", "D", url=OTHER_SYSTEM)), HEADER, filter) == wrong


def test_an_incompletely_loaded_list_makes_no_value_invalid() -> None:
    part = catalogue_of(code_system_of("C", url=OTHER_SYSTEM, content="fragment"))
    for catalogue in (part, catalogue_of()):
        assert wrong_values(catalogue, HEADER, Filter("coverage", "=", "ZZ")) == ()
