from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import bits_of
from terminology.index.posting_lists import posting_lists

SIZE = 2000
# Few numbers, and so many that they are stored as bits.
sets = st.sets(st.integers(0, SIZE - 1)) | st.integers(8, 40).map(lambda step: set(range(0, SIZE, step)))


@given(st.lists(sets, max_size=6), st.data())
def test_sets_come_back_one_by_one_and_together(known: list[set[int]], data: st.DataObject) -> None:
    lists = posting_lists(map(sorted, known), SIZE)
    assert [lists.at(place) for place in range(len(lists))] == [bits_of(mine, SIZE) for mine in known]
    assert [lists.first(place) for place in range(len(lists))] == [min(mine, default=None) for mine in known]
    first = data.draw(st.integers(0, len(known)))
    end = data.draw(st.integers(first, len(known)))
    assert lists.between(first, end) == bits_of(set().union(*known[first:end]), SIZE)
    places = data.draw(st.lists(st.integers(0, len(known) - 1)) if known else st.just([]))
    assert lists.at_any(places) == bits_of(set().union(*(known[place] for place in places)), SIZE)
