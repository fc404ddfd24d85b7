from terminology.library.syndication.feeds import is_retracted


def test_a_category_says_that_something_is_taken_back() -> None:
    assert is_retracted("FHIR_ValueSet_RETRACT")
    assert not is_retracted("FHIR_Package")
