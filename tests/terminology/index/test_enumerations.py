from terminology.core.value_sets import ConceptReference
from terminology.index.enumerations import SHORT, Enumerations, References


def listed(count: int, start: int = 0) -> References:
    return tuple(ConceptReference(f"c{number}") for number in range(start, start + count))


def test_a_code_is_found_with_its_spellings_in_their_order() -> None:
    references = (*listed(SHORT), ConceptReference("C3"))
    assert [item.code for item in Enumerations().with_code(references, "c3")] == ["c3", "C3"]
    assert Enumerations().with_code(references, "other") == ()


def test_a_short_list_is_scanned_and_not_cached() -> None:
    enumerations = Enumerations()
    assert enumerations.with_code(listed(SHORT), "other") == listed(SHORT)
    assert enumerations.cached_codes == 0


def test_the_cache_is_bounded_and_evicts_the_least_recently_used() -> None:
    enumerations = Enumerations(limit_codes=250)
    lists = [listed(100, start) for start in (0, 100, 200)]
    for references in lists:
        assert len(enumerations.with_code(references, references[0].code)) == 1
    assert enumerations.cached_codes == 200
    assert [len(enumerations.with_code(references, references[99].code)) for references in lists] == [1, 1, 1]


def test_a_list_larger_than_the_bound_is_answered_and_not_retained() -> None:
    enumerations = Enumerations(limit_codes=50)
    assert len(enumerations.with_code(listed(100), "c7")) == 1
    assert enumerations.cached_codes == 0
