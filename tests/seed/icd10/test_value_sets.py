import pytest

from seed.registry import SOURCES
from terminology.core.value_sets import Compose, Filter, Include


@pytest.mark.parametrize("kind", ["icd-10-cm", "icd-10-pcs"])
def test_the_billable_codes_are_a_value_set_that_follows_each_release(kind: str) -> None:
    [billable] = SOURCES[kind].value_sets("https://example.org/fhir/")
    [rules] = SOURCES[kind].systems
    assert billable.header.url == f"https://example.org/fhir/ValueSet/{kind}-billable"
    assert billable.compose == Compose(include=(Include(system=rules.url, filters=(Filter("billable", "=", "true"),)),))
