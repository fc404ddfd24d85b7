import pytest

from seed.bcp47.tags import language_tag


@pytest.mark.parametrize(
    ("text", "code", "display"),
    [
        ("en", "en", "English"),
        ("EN-us", "en-US", "English (United States)"),
        ("zh-hant-hk", "zh-Hant-HK", "Chinese (Han (Traditional variant), Hong Kong)"),
        ("es-419", "es-419", "Spanish (Latin America and the Caribbean)"),
        ("de-CH-1901", "de-CH-1901", "German (Switzerland, Traditional German orthography)"),
        ("i-klingon", "i-klingon", "Klingon"),
        ("qaa", "qaa", "private use qaa"),
        ("x-clinic", "x-clinic", "private use clinic"),
        ("en-u-ca-gregory", "en-u-ca-gregory", "English (extension u-ca-gregory)"),
    ],
)
def test_valid_tags_are_written_as_they_should_be(text: str, code: str, display: str) -> None:
    concept = language_tag(text)
    assert concept is not None
    assert (concept.code, concept.display) == (code, display)


@pytest.mark.parametrize(
    "text",
    ["", "xx", "english", "en--us", "en-us-us", "en-", "-en", "en-1901-1901", "en-a", "x", "en us", "é", "a" * 500],
)
def test_an_invalid_tag_is_none(text: str) -> None:
    assert language_tag(text) is None
