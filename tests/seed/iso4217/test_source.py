from seed.iso4217.source import SOURCE


def test_currencies_have_their_letters_and_digits() -> None:
    dollar = next(concept for concept in SOURCE.read() if concept.code == "USD")
    assert dollar.display == "US Dollar"
    assert [value.content for value in dollar.values("numeric")] == ["840"]
    assert SOURCE.header().version
