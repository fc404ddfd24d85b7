import pytest

from terminology.index.opposites import denied_in, opposites_of, without_negations


@pytest.mark.parametrize(
    ("asked", "text", "contradicts"),
    [
        ("bed with rails", "hospital bed without side rails with mattress", True),
        ("bed without mattress", "hospital bed without side rails with mattress", True),
        ("bed without rails", "hospital bed without side rails with mattress", False),
        ("sterile gauze", "gauze non sterile", True),
        ("non sterile gauze", "gauze non sterile", False),
        ("infliximab biosimilar", "injection infliximab excludes biosimilar 10 mg", True),
        ("infliximab 10 mg", "injection infliximab excludes biosimilar 10 mg", False),
        ("bundle without drug", "weekly bundle not including the drug", False),
        ("emergency transport", "non emergency transport", True),
        ("colonoscopy high risk", "colonoscopy on individual not meeting criteria for high risk", True),
        ("mri contrast", "mri without contrast followed by with contrast", False),
    ],
)
def test_a_text_that_negates_a_search_word_or_has_a_negated_one_contradicts(
    asked: str, text: str, contradicts: bool
) -> None:
    assert opposites_of(asked.split()).contradict(text.split()) is contradicts


def test_an_abbreviation_is_denied_as_the_word_is() -> None:
    assert opposites_of(["non", "emerg"]).contradict(["emergency", "transport"])


def test_the_route_of_administration_is_read() -> None:
    assert opposites_of(["zofran", "iv"]).routes != opposites_of(["zofran", "po"]).routes
    assert opposites_of(["stelara", "iv"]).routes != opposites_of(["stelara", "sc"]).routes
    assert not any(opposites_of(["zofran"]).routes)


def test_words_after_not_and_without_are_negated_up_to_a_number_or_the_next_with() -> None:
    words = [
        "not",
        "powered",
        "without",
        "adhesive",
        "border",
        "each",
        "dressing",
        "with",
        "16",
        "no",
        "seat",
        "2",
        "as",
    ]
    assert [words[place] for place in sorted(denied_in(words, most=3))] == ["powered", *words[3:6], "seat"]


def test_negated_words_may_be_omitted() -> None:
    assert without_negations(["walker", "no", "wheels"]) == [["walker", "wheels"], ["walker"]]
    assert without_negations(["walker"]) == []
    assert without_negations(["drug", "not", "otherwise", "specified"]) == []
