from terminology.cds_hooks.cards import shortened


def test_a_summary_has_less_than_140_characters_and_ends_at_a_word() -> None:
    assert shortened("short") == "short"
    text = shortened("word " * 60)
    assert len(text) < 140
    assert text.endswith("word…")
    assert len(shortened("x" * 500)) < 141
