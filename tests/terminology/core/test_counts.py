from terminology.core.counts import counted, first_of


def test_counts_agree_with_their_nouns() -> None:
    assert counted(1, "code") == "1 code"
    assert counted(1234, "code") == "1,234 codes"
    assert counted(2, "entry", "entries") == "2 entries"


def test_a_long_list_is_cut_short_and_says_how_many_are_left() -> None:
    assert first_of(["A", "B"], 2) == "A, B"
    assert first_of(["A"] * 1236, 2) == "A, A and 1,234 more"
    assert first_of(["A", "B", "C"], 2, between="; ", before_rest="; ") == "A; B; and 1 more"
    assert first_of([], 2) == ""
