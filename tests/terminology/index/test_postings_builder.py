from hypothesis import given
from hypothesis import strategies as st

from terminology.index.postings_builder import PostingsBuilder


@given(st.lists(st.sets(st.text("abc", max_size=2))))
def test_postings_collected_by_number_are_found_by_word(words_of_numbers: list[set[str]]) -> None:
    builder = PostingsBuilder()
    expected: dict[str, list[int]] = {}
    for number, words in enumerate(words_of_numbers):
        builder.add(number, words)
        for word in words:
            expected.setdefault(word, []).append(number)
    found = builder.by_word()
    assert {word: list(numbers) for word, numbers in found.items()} == expected
    assert len(found) == len(expected)
