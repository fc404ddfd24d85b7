import pytest

from seed.narrative.provenance import Provenance, WrongProvenance, field_of, provenance_of


def test_fields_are_known_however_their_words_are_put_together() -> None:
    names = ["Review date", "review_date", "reviewDate", "Licence", "Source URL", "STATUS", "lang"]
    assert [field_of(name) for name in names] == [
        *("reviewed", "reviewed", "reviewed", "license", "source", "status", "language")
    ]
    assert field_of("colour") is None


def test_what_is_stated_is_retained_and_what_is_empty_is_not() -> None:
    stated = provenance_of({"status": "Approved", "author": " A.  Writer ", "reviewed": "2026-01-31", "reviewer": " "})
    assert stated == Provenance(status="approved", author="A. Writer", reviewed="2026-01-31")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("status", "final"),
        ("reviewed", "31.1.2026"),
        ("reviewed", "2026-02-30"),
        ("source", "javascript:alert(1)"),
        ("source", "example.org"),
        ("language", "Spanish!"),
        ("author", "x" * 1001),
    ],
)
def test_what_cannot_be_true_is_refused(field: str, text: str) -> None:
    with pytest.raises(WrongProvenance):
        provenance_of({field: text})


def test_one_goes_before_another() -> None:
    first, second = Provenance(status="draft"), Provenance(status="approved", author="A")
    assert first.with_defaults(second) == Provenance(status="draft", author="A")
