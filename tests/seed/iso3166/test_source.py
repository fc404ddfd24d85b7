from seed.iso3166.source import SOURCE


def test_countries_have_three_forms() -> None:
    named = {concept.code: concept.display for concept in SOURCE.read()}
    assert named["DE"] == named["DEU"] == named["276"] == "Germany"


def test_codes_that_everyone_may_use_for_themselves_are_there() -> None:
    codes = {concept.code for concept in SOURCE.read() if concept.display == "User-assigned"}
    assert (len(codes), {"AA", "QM", "QZ", "XK", "ZZ"} <= codes, "QL" in codes) == (42, True, False)
