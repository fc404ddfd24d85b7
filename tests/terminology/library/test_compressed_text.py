from terminology.library.compressed_text import CompressedText, compress, text_of

TEXT = "Überraschung 😀 " * 200_000


def test_a_compressed_text_comes_back_as_it_was() -> None:
    pieces = [TEXT[:7], TEXT[7:1_000_000], TEXT[1_000_000:]]
    text = CompressedText(lambda: map(compress, pieces))
    assert text.decompress() == TEXT
    assert list(text.pieces()) == pieces


def test_a_text_is_the_same_whether_it_is_compressed_or_not() -> None:
    assert text_of(TEXT) == text_of(CompressedText(lambda: [compress(TEXT)])) == TEXT
