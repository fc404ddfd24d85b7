from seed.icd10.depth_first import depth_first, longest_prefix


def test_each_code_comes_before_those_below_it() -> None:
    parents = {"B1": "B", "A1": "A", "A11": "A1", "A2": "A"}
    assert list(depth_first(["B", "A", "A2", "A1", "A11", "B1"], parents)) == ["B", "B1", "A", "A2", "A1", "A11"]


def test_a_chain_may_be_as_long_as_it_likes() -> None:
    parents = {str(number): str(number - 1) for number in range(1, 5000)}
    assert list(depth_first(map(str, range(5000)), parents)) == [str(number) for number in range(5000)]


def test_the_code_above_is_the_longest_beginning_that_is_listed() -> None:
    codes = dict.fromkeys(["S02", "S020", "S020XXA"])
    assert longest_prefix("S020XXA", codes, shortest=3) == "S020"
    assert longest_prefix("S02", codes, shortest=3) is None
