import bson

from terminology.store.texts import text_documents, texts_from_documents


def test_a_text_of_any_length_comes_back_from_its_parts() -> None:
    for length in (0, 1, 1_999_999, 2_000_000, 2_000_001, 5_000_000):
        whole = "ä" * length
        parts = list(text_documents("import/000001", whole))
        assert all(len(bson.encode(part)) < 16_000_000 for part in parts)
        assert texts_from_documents(parts[::-1]) == {"import/000001": whole}
