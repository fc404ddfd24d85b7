from terminology.pages.text_changes import compared


def test_texts_are_compared_word_by_word() -> None:
    pieces = compared("Injection, 1 mg, old", "Injection, 2 mg")
    assert [(item.text, item.element) for item in pieces] == [
        ("Injection, ", None),
        ("1", "del"),
        ("2", "ins"),
        (" mg", None),
        (", old", "del"),
    ]


def test_very_long_texts_are_shown_one_after_the_other() -> None:
    old, new = "a " * 5000, "b " * 5000
    assert [(item.text, item.element) for item in compared(old, new)] == [(old, "del"), (" ", None), (new, "ins")]
