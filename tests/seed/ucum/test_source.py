from seed.ucum.source import SOURCE, find


def test_units_have_their_code_as_display_and_their_name_as_designation() -> None:
    concept = find("mg/dL")
    assert concept is not None
    assert (concept.display, concept.designations[0].value) == ("mg/dL", "(milligram) / (deciliter)")
    assert [value.content for value in concept.values("canonical")] == ["g.m-3"]
    assert find("mcg") is None


def test_every_unit_of_the_table_is_listed() -> None:
    assert len(SOURCE.read()) == 312
    assert SOURCE.header().has_grammar
