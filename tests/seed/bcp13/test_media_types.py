import pytest

from seed.bcp13.media_types import media_type


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("text/plain", "text/plain"),
        ("Text/HTML; charset=utf-8", "text/html; charset=utf-8"),
        ("application/fhir+json;fhirVersion=4.0", "application/fhir+json;fhirVersion=4.0"),
        ('text/plain; a="b c"', 'text/plain; a="b c"'),
        ("chemical/x-pdb", None),
        ("text", None),
        ("text/", None),
        ("text/plain;", None),
        ("text/pl ain", None),
        ("text/" + "a" * 300, None),
    ],
)
def test_media_types_are_known_by_their_form(text: str, found: str | None) -> None:
    assert media_type(text) == found
