from terminology.core.concept_maps import NOT_RELATED
from terminology.core.model import Coding
from terminology.core.results import Mapping, TranslateResult

SOURCE = Coding("http://example.org/codes", "a")


def test_a_code_is_translated_where_a_mapping_relates_it_to_something() -> None:
    related, unrelated = Mapping(SOURCE, Coding(code="b"), "equivalent"), Mapping(SOURCE, None, NOT_RELATED)
    assert TranslateResult((unrelated, related)).is_translated
    assert not TranslateResult((unrelated,)).is_translated
    assert not TranslateResult(()).is_translated
