import pytest

from terminology.core.issues import Issue
from terminology.pages.writing.frame import shown_issues
from terminology.pages.writing.value_set_form import Part

PARTS = (Part("include", "a"), Part("include"), Part("exclude", "b"), Part("include", "c"))


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("ValueSet.url", "url"),
        ("url", "url"),
        ("ValueSet.compose.include[0].system", "part-0-system"),
        ("ValueSet.compose.include[1].concept[3].code", "part-3-codes"),
        ("ValueSet.compose.exclude[0].filter[0]", "part-2-conditions"),
        ("ValueSet.compose.include[1].valueSet[0]", "part-3-value-sets"),
        ("ValueSet.compose.include[9].system", None),
        ("ValueSet.contact[0]", None),
        ("", None),
    ],
)
def test_an_issue_links_to_the_field_to_correct(place: str, field: str | None) -> None:
    (shown,) = shown_issues([Issue("error", "value", "Wrong.", expression=(place,))], ("url", "title"), PARTS)
    assert (shown.text, shown.field) == ("Wrong", field)
