from terminology.pages.release_chart import chart_of


def test_bars_are_as_long_as_their_share_of_the_longest() -> None:
    bars = chart_of({"added": 1000, "removed": 0, "terminated": 500, "property": 1})
    assert [bar.width for bar in bars] == [100.0, 0.0, 50.0, 0.6]
    assert bars[2].word == "last day added"


def test_without_changes_there_are_no_bars() -> None:
    assert [bar.width for bar in chart_of({"added": 0})] == [0.0]
