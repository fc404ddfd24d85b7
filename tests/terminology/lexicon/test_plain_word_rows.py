from terminology.lexicon.plain_word_rows import PlainWord, plain_words, read_rows


def test_each_row_says_meanings_and_codes() -> None:
    assert [row for row in plain_words() if not (all(row.mentioned) and all(row.intended) and row.leads_to)] == []


def test_a_row_spans_one_or_several_lines() -> None:
    table = "\n# body\na, b c = d; e f > K1 K2\ng,\n+ h\n    = i;\n    = j\n    > K3\n"
    assert list(read_rows(table)) == [
        PlainWord(("a", "b c"), ("d", "e f"), ("K1", "K2")),
        PlainWord(("g", "h"), ("i", "j"), ("K3",)),
    ]
