from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.index.text_index import Entry, TextIndex, index_of
from terminology.lexicon.words import words_of

ENTRIES = (
    Entry("E0156", ("Seat attachment, walker",)),
    Entry("E0130", ("Walker, rigid, adjustable or fixed height", "Walker rigid adj")),
    Entry("E0131", ("Walker, old",), is_inactive=True),
    Entry("E0154", ("Platform attachment, walker, each",)),
    Entry("E0141", ("Walker, rigid, wheeled",)),
    Entry("J3111", ("Injection, romosozumab-aqqg, 1 mg",)),
    Entry("J3110", ("Injection, teriparatide, 10 mcg",), is_inactive=True),
    Entry("J31", ("Spritze für Kinder",)),
    Entry("<=", ("Less or equal",)),
    Entry("X", ()),
)
INDEX = index_of(ENTRIES)


def codes(text: str, index: TextIndex = INDEX) -> list[str]:
    return [ENTRIES[place].code for place in index.search(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J3111", "J3111"),
        (" j3111 ", "J3111"),
        ("E0156 and E0130", "E0156 E0130"),
        ("E0156/E0130", "E0156 E0130"),  # several codes and nothing else
        ("romosozumab 105 mg", "J3111"),  # how much of it does not decide
        ("teriparatide 10 mcg", "J3110"),
        ("J31", "J31 J3111 J3110"),  # the code, then those that begin so, active first
        ("E01", "E0156 E0130 E0154 E0141 E0131"),
        ("walker", "E0130 E0141 E0131 E0156 E0154"),  # the usual one, those that begin with it, then active, then short
        ("walker attachment", "E0156 E0154"),
        ("attachment walker", "E0156 E0154"),  # side by side
        ("rigid walker", "E0141 E0130"),
        ("walker rigid wh", "E0141"),
        ("attach", "E0156 E0154"),
        ("romosozumab", "J3111"),
        ("romosuzumab", "J3111"),
        ("inj romosuzumab", "J3111"),
        ("FÜR kinder", "J31"),
        ("fur", "J31"),
        ("romosozumab brandname", "J3111"),  # half of the words
        ("romosozumab one two", ""),
        ("walker e0141", "E0141"),
        ("the walker of", "E0130 E0141 E0131 E0156 E0154"),
        ("J 3111", "J3111"),
        ("j-3111", "J3111"),
        ("frame that helps me walking", "E0130"),  # said in a sentence
        ("wlaker rigid", "E0141 E0130"),  # as it was meant
        ("<", "<="),
        ("<=", "<="),
        ("---", ""),
        ("xxx", ""),
        ("伤口", ""),
    ],
)
def test_a_text_finds_the_best_first(text: str, expected: str) -> None:
    assert codes(text) == expected.split()


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_text_is_the_beginning_of_every_code(text: str) -> None:
    assert codes(text) == ["E0156", "E0130", "E0154", "E0141", "J3111", "J31", "<=", "X", "E0131", "J3110"]


def test_additional_texts_are_found_too_without_changing_the_index() -> None:
    more = INDEX.with_texts({5: ["Osteoporosis shot"], 9: ["Walker of another kind"]})
    assert codes("osteoporosis", more) == ["J3111"]
    assert codes("osteoporosis romosozumab", more) == ["J3111"]
    assert codes("shot osteoporosi", more)[0] == "J3111"
    assert codes("osteoporosys", more) == ["J3111"]
    assert "X" in codes("walker", more)
    assert codes("osteoporosis") == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert list(index_of(()).search("walker")) == []


@pytest.mark.parametrize(
    "text", ["a " * 5000, "x" * 10_000, "walker " * 2000, "? " * 5000, " ".join(map(str, range(3000)))]
)
def test_a_filter_of_ten_kilobytes_is_answered_by_its_beginning(text: str) -> None:
    assert len(INDEX.search(text)) <= len(ENTRIES)


texts = st.lists(
    st.sampled_from(["walk", "walks", "walker", "rigid", "wheel", "wheels", "seat", "of", "10mg"]), max_size=5
).map(" ".join)
entries = st.lists(
    st.builds(Entry, st.text("AB1", min_size=1, max_size=3), st.lists(texts, max_size=2).map(tuple), st.booleans()),
    max_size=12,
)


def has(entry: Entry, word: str) -> bool:
    known: Iterator[str] = (each for text in (*entry.texts, entry.code) for each in words_of(text))
    return word in known


@given(entries, texts)
def test_all_texts_with_every_word_are_found_once(some: list[Entry], text: str) -> None:
    found = list(index_of(some).search(text))
    assert len(found) == len(set(found))
    having = {p for p, entry in enumerate(some) if all(has(entry, word) for word in words_of(text))}
    assert having <= set(found)


@given(entries, texts)
def test_pages_concatenate_to_the_whole(some: list[Entry], text: str) -> None:
    complete = list(index_of(some).search(text))
    found = index_of(some).search(text)
    assert len(found) == len(complete)
    assert [place for start in range(0, len(complete), 3) for place in found[start : start + 3]] == complete


@given(st.text() | st.text(st.sampled_from("a0x1w/c o.")))
def test_any_text_is_answered_and_an_entry_is_found_by_its_own_words(text: str) -> None:
    assert len(INDEX.search(text)) <= len(ENTRIES)
    if words_of(text):
        assert list(index_of([Entry("#", (text,))]).search(text)) == [0]


def test_a_code_may_be_spelled_letter_by_letter() -> None:
    index = index_of((Entry("A4351", ("Intermittent catheter",)), Entry("A4352", ("Another",))))
    assert list(index.search("A 4 3 5 1"))[:1] == [0]
