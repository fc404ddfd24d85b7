from seed.hcpcs.rows import Row


def test_a_row_gives_the_first_of_several_values() -> None:
    assert Row(1, {"pricing_indicator": ("51", "53")}).first("pricing_indicator") == "51"


def test_a_field_that_is_not_stated_is_empty_text() -> None:
    assert Row(1, {}).first("coverage") == ""
