from terminology.core.counts import counted


def test_counts_agree_with_their_nouns() -> None:
    assert counted(1, "code") == "1 code"
    assert counted(1234, "code") == "1,234 codes"
    assert counted(2, "entry", "entries") == "2 entries"
