import pytest

from seed.narrative.provenance import Provenance, WrongProvenance, field_of, provenance_of


def test_fields_are_recognized_in_any_spelling() -> None:
    names = ["Review date", "review_date", "reviewDate", "Licence", "Source URL", "STATUS", "lang"]
    assert [field_of(name) for name in names] == [
        *("reviewed", "reviewed", "reviewed", "license", "source", "status", "language")
    ]
    assert field_of("colour") is None


def test_stated_fields_are_retained_and_empty_ones_dropped() -> None:
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
def test_implausible_rows_are_refused(field: str, text: str) -> None:
    with pytest.raises(WrongProvenance):
        provenance_of({field: text})


def test_one_language_takes_precedence_over_another() -> None:
    first, second = Provenance(status="draft"), Provenance(status="approved", author="A")
    assert first.with_defaults(second) == Provenance(status="draft", author="A")
