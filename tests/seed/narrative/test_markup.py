import pytest

from seed.narrative.markup import Line, Unreadable, numbered_lines, read_lines


def lines(text: str) -> list[Line]:
    return list(read_lines(numbered_lines(text)))


def test_blanks_are_folded_and_lines_keep_their_numbers() -> None:
    assert lines("\r\n  a \t b\r\n\rc\u00a0d") == [Line(2, "a b"), Line(4, "c d")]


@pytest.mark.parametrize("text", ["## One two ##", "**One two**", "__One two__", "<h1 class='x'>One two</h1>"])
def test_a_line_that_markup_makes_a_heading_is_marked(text: str) -> None:
    assert lines(text) == [Line(1, "One two", is_marked=True)]


@pytest.mark.parametrize("text", ["**One:** two", "**One**: two"])
def test_a_bold_label_has_its_text_after_it(text: str) -> None:
    assert lines(text) == [Line(1, "One:", rest="two")]


def test_inline_formatting_is_removed() -> None:
    assert lines("- **Common:** <i>a</i> and __b__") == [Line(1, "- Common: a and b")]


def test_control_characters_and_marks_of_direction_are_dropped() -> None:
    assert lines("a\x00b\u202ec\u200bd\x0ce") == [Line(1, "abcd"), Line(1, "e")]


@pytest.mark.parametrize("text", ["<object>", "<?php ?>", "a &nosuch; b", "&#60;b&#62;"])
def test_markup_that_is_more_than_looks_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"^Line 2 "):
        lines(f"x\n{text}")
