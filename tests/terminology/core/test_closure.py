"""Facts that a closure table knows without a catalogue."""

from datetime import UTC, datetime

from terminology.core.closure import ClosureCode, ClosureStep, ClosureTable

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_a_table_starts_at_version_1_and_has_the_version_of_its_last_step() -> None:
    assert ClosureTable("t", "mine", NOW).version == 1
    assert ClosureTable("t", "mine", NOW, (ClosureStep(2, ()), ClosureStep(3, ()))).version == 3


def test_a_code_system_has_the_version_with_which_it_was_first_used() -> None:
    steps = (ClosureStep(2, (ClosureCode("urn:s", "1", "a"),)), ClosureStep(3, (ClosureCode("urn:s", "2", "b"),)))
    assert ClosureTable("t", "mine", NOW, steps).system_versions == {"urn:s": "1"}
