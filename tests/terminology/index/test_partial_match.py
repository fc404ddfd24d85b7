from terminology.core.bitset import bits_of
from terminology.index.partial_match import best_partial_matches
from terminology.index.terms import Term

SIZE = 5000
RARE, OFTEN, NONE = bits_of([7], SIZE), bits_of(range(0, SIZE, 3), SIZE), 0


def found(**sets: int) -> int:
    return best_partial_matches([Term((word,)) for word in sets], list(sets.values()), [0] * len(sets), SIZE)


def test_a_rare_word_is_enough_next_to_one_that_no_code_has() -> None:
    assert found(romosozumab=RARE, brandnew=NONE) == RARE


def test_a_word_that_no_code_has_still_counts_next_to_a_common_word() -> None:
    assert found(humira=NONE, injection=OFTEN) == 0


def test_a_rare_everyday_word_has_little_weight() -> None:
    assert found(parking=RARE, ticket=NONE) == 0
    assert found(car=RARE, insurance=NONE) == 0


def test_those_that_match_the_most_are_found() -> None:
    both = bits_of([9], SIZE)
    assert found(romosozumab=RARE | both, zoledronic=both, brandnew=NONE) == both


def test_nothing_matches_nothing() -> None:
    assert best_partial_matches([], [], [], SIZE) == 0
    assert found(one=NONE, two=NONE) == 0


def test_a_word_that_texts_begin_with_names_a_thing_where_all_words_are_known() -> None:
    terms = [Term(("disposable",)), Term(("gloves",))]
    often = bits_of(range(0, SIZE, 40), SIZE)
    assert best_partial_matches(terms, [often, RARE], [0, RARE], SIZE) == RARE
    assert best_partial_matches([Term(("dog",)), Term(("food",))], [NONE, RARE], [0, RARE], SIZE) == NONE


def test_a_word_that_few_of_its_codes_begin_with_names_nothing() -> None:
    often = bits_of(range(0, SIZE, 40), SIZE)
    terms = [Term(("cat",)), Term(("food",))]
    assert best_partial_matches(terms, [often, bits_of(range(1, 40), SIZE)], [0, bits_of([1], SIZE)], SIZE) == NONE


def test_the_head_word_counts_double() -> None:
    words = [Term(("transport",)), Term(("dialysis",))]
    often = bits_of(range(1, 40), SIZE)
    assert best_partial_matches(words, [RARE, often], [0, 0], SIZE, head=frozenset({"transport"})) == RARE


def test_found_codes_are_not_found_again() -> None:
    terms, both = [Term(("romosozumab",)), Term(("injection",))], bits_of([9], SIZE)
    assert best_partial_matches(terms, [RARE | both, OFTEN | both], [0, 0], SIZE, found_before=both) == RARE


def test_the_form_and_the_amount_of_a_drug_say_nothing() -> None:
    both = bits_of([9], SIZE)
    assert found(cimzia=RARE | both, prefilled=both) == RARE | both
    assert found(mg=RARE, vial=NONE) == 0
