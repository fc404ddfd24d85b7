from terminology.core.ranked_hits import RankedHits


def test_matches_come_before_possible_matches() -> None:
    found = RankedHits(["a", "b", "c"], exact=2)
    assert [found.is_loose(place) for place in range(3)] == [False, False, True]


def test_it_reads_as_its_items_do() -> None:
    found = RankedHits(["a", "b", "c"], exact=1)
    assert (len(found), found[0], found[1:], list(found)) == (3, "a", ["b", "c"], ["a", "b", "c"])
