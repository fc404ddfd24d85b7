from terminology.core.requests import ExpandRequest, ValueSetReference
from terminology.core.value_sets import Filter
from terminology.operations.facet_counts import facet_counts
from tests.builders.catalogue import all_of, catalogue_of, code_system_of, concept_of, value_set_of

CODES = code_system_of(
    concept_of("a", "Red apple", inactive=True, kind="fruit"),
    concept_of("b", "Red bean", kind="vegetable"),
    concept_of("c", "Green cherry", kind="fruit"),
)
FACETS = [Filter("kind", "=", kind) for kind in ("fruit", "vegetable", "tree")]


def counts(text: str | None = None, only_active: bool = False) -> tuple[int, ...]:
    asked = ExpandRequest(ValueSetReference(value_set=value_set_of(all_of())), filter=text, only_active=only_active)
    return facet_counts(catalogue_of(CODES), asked, FACETS)


def test_every_facet_has_the_number_of_its_members() -> None:
    assert counts() == (2, 1, 0)


def test_filtered_codes_are_not_counted() -> None:
    assert counts("red") == (1, 1, 0)
    assert counts(only_active=True) == (1, 1, 0)
