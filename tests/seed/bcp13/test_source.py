from seed.bcp13.media_types import media_type
from seed.bcp13.source import SOURCE, find


def test_listed_codes_match_the_grammar() -> None:
    assert all(media_type(concept.code) == concept.code for concept in SOURCE.read())
    concept = find("APPLICATION/x-Special")
    assert concept is not None
    assert concept.code == "application/x-special"
