import pytest

from terminology.core.places_of_service import setting_of_place


@pytest.mark.parametrize("text", ["11", " 11 ", "11 - Office", "2", "02", "22"])
def test_limits_of_practitioners_apply_where_they_bill(text: str) -> None:
    assert setting_of_place(text) == "practitioner"


@pytest.mark.parametrize("text", ["12", "31", "99", "", "Office", "112", "1.1e5"])
def test_homes_and_invalid_places_have_no_setting(text: str) -> None:
    assert setting_of_place(text) is None
