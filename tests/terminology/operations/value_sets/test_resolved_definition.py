from terminology.core.catalogue import Catalogue
from terminology.operations.value_sets.resolved_definition import resolved_definition
from tests.builders.catalogue import SYSTEM, all_of, catalogue_of, code_system_of, value_set_of


def test_a_definition_that_is_spelled_exactly_stays_as_it_is() -> None:
    value_set = value_set_of(all_of(version="1"), all_of(version="2"))
    assert value_set.compose is not None
    found = resolved_definition(Catalogue(), value_set, value_set.compose)
    assert found.value_set is value_set
    assert not found.notices
    assert [(part.version, path) for part, path in found.includes] == [
        ("2", "ValueSet.compose.include[1]"),
        ("1", "ValueSet.compose.include[0]"),
    ]


def test_a_version_that_is_joined_to_the_system_is_split_with_a_notice() -> None:
    value_set = value_set_of(all_of(f"{SYSTEM}|1"))
    assert value_set.compose is not None
    found = resolved_definition(catalogue_of(code_system_of(version="1")), value_set, value_set.compose)
    assert [(part.system, part.version) for part, _ in found.includes] == [(SYSTEM, "1")]
    assert [item.expression for item in found.notices] == [("ValueSet.compose.include[0].system",)]
