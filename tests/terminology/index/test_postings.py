from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import numbers_in
from terminology.index.postings import postings_of

SIZE = 2000
words = st.text("abc", min_size=1, max_size=4)
# Few numbers, and so many that a word keeps them as bits.
numbers = st.sets(st.integers(0, SIZE - 1)) | st.integers(8, 40).map(lambda step: set(range(0, SIZE, step)))


@given(st.dictionaries(words, numbers), words)
def test_a_word_and_a_beginning_are_found_with_all_their_numbers(having: dict[str, set[int]], asked: str) -> None:
    postings = postings_of({word: sorted(mine) for word, mine in having.items()}, SIZE)
    assert list(numbers_in(postings.with_word(asked))) == sorted(having.get(asked, ()))
    begun = {number for word, mine in having.items() if word.startswith(asked) for number in mine}
    assert list(numbers_in(postings.with_prefix(asked))) == sorted(begun)


@given(st.dictionaries(words, numbers, max_size=30), st.lists(words, max_size=30))
def test_each_of_many_words_is_found_with_its_first_number(having: dict[str, set[int]], asked: list[str]) -> None:
    postings = postings_of({word: sorted(mine) for word, mine in having.items()}, SIZE)
    expected = [min(having.get(word, ()), default=None) for word in asked]
    assert postings.first_of_each(asked) == expected
    assert [postings.first_of_each([word])[0] for word in asked] == expected  # of few, each is looked for


def test_every_word_begins_with_nothing() -> None:
    assert list(numbers_in(postings_of({"a": [1], "b": [0]}, 2).with_prefix(""))) == [0, 1]


def test_no_words_have_no_numbers() -> None:
    assert postings_of({}, 0).with_word("a") == postings_of({}, 0).with_prefix("") == 0
