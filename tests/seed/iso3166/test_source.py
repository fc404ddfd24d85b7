from seed.iso3166.source import SOURCE


def test_countries_have_three_forms() -> None:
    named = {concept.code: concept.display for concept in SOURCE.read()}
    assert named["DE"] == named["DEU"] == named["276"] == "Germany"
