import pytest

from terminology.core.errors import InvalidValueSet
from terminology.core.requests import Context
from terminology.operations.value_sets.evaluation import Evaluation, usable
from tests.builders.catalogue import (
    SUPPLEMENT,
    SYSTEM,
    catalogue_of,
    code_system_of,
    concept_of,
    supplement_of,
    value_set_of,
)


def test_a_code_system_is_read_the_same_way_each_time() -> None:
    known = catalogue_of(code_system_of("a"), supplement_of(concept_of("a", colour="red")))
    evaluation = Evaluation(known, Context(supplements=(SUPPLEMENT,)), value_set_of())
    code_system = known.get_code_system(SYSTEM)
    assert evaluation.use(code_system) is evaluation.use(code_system)
    assert list(evaluation.used_code_systems) == [SYSTEM]


def test_a_path_of_imports_does_not_come_back_to_where_it_was() -> None:
    evaluation = Evaluation(catalogue_of(), Context(), value_set_of())
    one = value_set_of(url="http://example.org/one")
    path = evaluation.enter(one, ())
    with pytest.raises(InvalidValueSet, match="circularity"):
        evaluation.enter(one, path)


def test_a_code_system_without_its_own_codes_is_of_no_use() -> None:
    known = catalogue_of(code_system_of(content="not-present"))
    assert usable(known.get_code_system(SYSTEM)) is None
    assert usable(None) is None
