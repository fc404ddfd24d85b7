from datetime import date

from terminology.core.days import parse_days
from terminology.core.history import Standing, Validity, ValidityPeriod
from terminology.core.value_sets import Filter
from terminology.providers.as_of_day import Day, Release, day_dependent_values, is_described
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of, concept_of

DAYS = parse_days("2024-05-01")
OPEN = ValidityPeriod(date(2020, 1, 1), date(2020, 1, 1), None, ("2024-01",))
ENDED = ValidityPeriod(date(2020, 1, 1), date(2020, 1, 1), date(2023, 12, 31), ("2023-01",))
OLD = Release(
    "2023-01", date(2023, 1, 1), in_memory(code_system_of(concept_of("A", kind="x"), concept_of("B", kind="y")))
)
NEW = Release("2024-01", date(2024, 1, 1), in_memory(code_system_of(concept_of("A", kind="y"))))


def validity(standing: Standing, period: ValidityPeriod, release: str) -> Validity:
    return Validity(standing, DAYS, period, None, (period,), release)


DAY = Day([OLD, NEW], [("A", validity("valid", OPEN, "2024-01")), ("B", validity("ended", ENDED, "2023-01"))])


def test_each_release_selects_among_the_codes_that_it_describes() -> None:
    def kind(value: str) -> int:
        return DAY.gather(lambda release: release.select(Filter("kind", "=", value), "", lambda: None))

    assert kind("x") == 0
    assert kind("y") == 0b11


def test_properties_that_depend_on_the_day_have_a_column_per_day() -> None:
    assert DAY.column("inactive").ordinals("true") == 0b10
    assert DAY.column("retirementDate").ordinals("2023-12-31") == 0b10
    assert day_dependent_values(DAY.validities[0])["retirementDate"] is None


def test_a_release_lists_the_kinds_that_its_codes_state() -> None:
    assert OLD.lists("x")
    assert not NEW.lists("x")
    assert not NEW.lists("")
    assert Release("2022-01", date(2022, 1, 1), in_memory(code_system_of("A"))).lists("")


def test_a_code_is_described_if_it_has_begun_and_some_release_lists_it() -> None:
    assert is_described(DAY.validities[1])
    assert not is_described(None)
    assert not is_described(validity("not yet", OPEN, "2024-01"))
