import pytest

from terminology.pages.matched_words import Piece, marked


def written(text: str, search: str) -> str:
    return "".join(f"[{item.text}]" if item.element else item.text for item in marked(text, search))


@pytest.mark.parametrize(
    ("text", "search", "expected"),
    [
        ("Wheelchair, folding", "wheelchairs", "[Wheelchair], folding"),
        ("Injection, romosozumab", "romo", "Injection, [romosozumab]"),
        ("Crème", "creme", "[Crème]"),
        ("A & B", "&", "A & B"),
        ("One", "", "One"),
        ("Bed a", "a", "Bed [a]"),
    ],
)
def test_words_of_the_search_are_marked_with_any_ending(text: str, search: str, expected: str) -> None:
    assert written(text, search) == expected


def test_nothing_of_the_text_is_lost() -> None:
    text = "  <img onerror=x>, folding; 10mg  "
    assert "".join(piece.text for piece in marked(text, "img fold 10")) == text
    assert marked("", "a") == ()
    assert marked("a", "") == (Piece("a"),)
