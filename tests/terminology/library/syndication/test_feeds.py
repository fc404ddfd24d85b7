from terminology.library.syndication.feeds import is_retracted


def test_a_retraction_is_a_category() -> None:
    assert is_retracted("FHIR_ValueSet_RETRACT")
    assert not is_retracted("FHIR_Package")
