import bson

from terminology.library.compressed_text import CompressedText, compressed_text, text_of
from terminology.store.texts import LONG_FROM_PARTS, PART_CHARACTERS, Texts, size_of, text_documents


def test_a_text_of_any_length_comes_back_from_its_parts() -> None:
    for length in (0, 1, 1_999_999, 2_000_000, 2_000_001, 4_000_000, 5_000_000):
        complete = "ä" * length
        parts = list(text_documents("import/000001", complete))
        assert all(len(bson.encode(part)) < 16_000_000 for part in parts)
        compressed = list(text_documents("import/000002", compressed_text(complete.encode())))
        texts = Texts()
        texts.absorb([*parts[::-1], *compressed[::-1]])
        assert text_of(texts.get("import/000001")) == text_of(texts.get("import/000002")) == complete
        assert len(compressed) == 1 or sum(map(size_of, compressed)) < sum(map(size_of, parts)) / 10


def test_a_text_of_many_parts_comes_back_compressed() -> None:
    complete = "".join(str(number) * PART_CHARACTERS for number in range(LONG_FROM_PARTS + 2))
    parts = list(text_documents("import/000001", complete))
    texts = Texts()
    for part in (*parts[3:], *parts[:3], *text_documents("import/000002", "short")):
        texts.absorb([part])
    compressed = texts.get("import/000001")
    assert isinstance(compressed, CompressedText)
    assert text_of(compressed) == complete
    assert texts.get("import/000002") == "short"
