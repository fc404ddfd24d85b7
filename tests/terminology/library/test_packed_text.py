from terminology.library.packed_text import PackedText, packed, text_of

TEXT = "Überraschung 😀 " * 200_000


def test_a_packed_text_comes_back_as_it_was() -> None:
    pieces = [TEXT[:7], TEXT[7:1_000_000], TEXT[1_000_000:]]
    text = PackedText(map(packed, pieces))
    assert text.unpack() == TEXT
    assert list(text.pieces()) == pieces


def test_a_text_is_the_same_whether_it_is_packed_or_not() -> None:
    assert text_of(TEXT) == text_of(PackedText([packed(TEXT)])) == TEXT
