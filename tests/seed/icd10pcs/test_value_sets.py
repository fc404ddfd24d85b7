from seed.icd10pcs.code_system import URL
from seed.icd10pcs.value_sets import built_in_value_sets
from terminology.core.value_sets import Compose, Filter, Include


def test_the_billable_codes_are_a_value_set_that_follows_each_release() -> None:
    [billable] = built_in_value_sets("https://example.org/fhir/")
    assert billable.header.url == "https://example.org/fhir/ValueSet/icd-10-pcs-billable"
    assert billable.compose == Compose(include=(Include(system=URL, filters=(Filter("billable", "=", "true"),)),))
