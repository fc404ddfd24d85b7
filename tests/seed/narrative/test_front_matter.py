import pytest

from seed.narrative.front_matter import split_front_matter
from seed.narrative.markup import numbered_lines
from seed.narrative.provenance import Provenance, WrongProvenance


def test_fields_between_two_fences_are_read_and_the_rest_keeps_its_line_numbers() -> None:
    text = '\n---\ncode: J1234\n# a remark\nsource: "https://example.org/a"\nshelf: 3\n---\nSummary'
    stated, rest, warnings = split_front_matter(numbered_lines(text))
    assert stated == Provenance(code="J1234", source="https://example.org/a")
    assert rest == [(8, "Summary")]
    assert warnings == ('Line 6: "shelf: 3" is not a known front matter field.',)


def test_without_a_fence_nothing_is_stated() -> None:
    lines = numbered_lines("Salt water\nHCPCS code")
    assert split_front_matter(lines) == (Provenance(), lines, ())


@pytest.mark.parametrize("text", ["---\ncode: J1234\n", "---\ncode: A\ncode: B\n---", "---\nstatus: final\n---"])
def test_one_that_does_not_end_or_cannot_be_true_is_refused(text: str) -> None:
    with pytest.raises(WrongProvenance):
        split_front_matter(numbered_lines(text))
