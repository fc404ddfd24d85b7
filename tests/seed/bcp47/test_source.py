from seed.bcp47.source import SOURCE


def test_the_languages_of_two_letters_are_listed() -> None:
    codes = [concept.code for concept in SOURCE.read()]
    assert {"en", "es", "zh"} <= set(codes)
    assert all(len(code) == 2 for code in codes)
