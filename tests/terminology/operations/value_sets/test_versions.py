from terminology.core.requests import VersionRules
from terminology.operations.value_sets.versions import choose_version, distinguishes_versions, newest_first
from tests.builders.catalogue import OTHER_SYSTEM, SYSTEM, all_of, value_set_of


def test_no_rule_is_named_where_the_stated_version_is_the_forced_one() -> None:
    assert choose_version(VersionRules(force=(f"{SYSTEM}|1",)), SYSTEM, "1").rule is None


def test_includes_of_one_system_are_reordered_newest_first() -> None:
    includes = (all_of(version="1.9"), all_of(OTHER_SYSTEM), all_of(version="1.10"), all_of())
    ordered = newest_first(includes)
    assert [(number, include.system, include.version) for number, include in ordered] == [
        (2, SYSTEM, "1.10"),
        (1, OTHER_SYSTEM, None),
        (0, SYSTEM, "1.9"),
        (3, SYSTEM, None),
    ]


def test_a_value_set_that_includes_several_versions_of_a_system_distinguishes_them() -> None:
    assert distinguishes_versions(value_set_of(all_of(version="1"), all_of(version="2")))
    assert not distinguishes_versions(value_set_of(all_of(version="1"), all_of(OTHER_SYSTEM, version="2")))
