from terminology.library.checking.json_lines import BROKEN, JsonLines, cells_of, columns_of


def objects_in(content: bytes, piece: int) -> list[dict[str, object]]:
    lines = JsonLines()
    found = []
    for at in range(0, len(content), piece):
        found += list(lines.feed(content[at : at + piece]))
    return [*found, *lines.finish()]


def test_each_line_is_an_object_wherever_pieces_are_cut() -> None:
    content = b'{"code": "J3111", "units": 210}\n\n{"code": "E0143"}'
    for piece in (1, 7, 1000):
        assert objects_in(content, piece) == [{"code": "J3111", "units": 210}, {"code": "E0143"}]


def test_a_line_that_is_not_an_object_is_not_lost() -> None:
    assert objects_in(b"nonsense\n[1]\n", 100) == [{BROKEN: "nonsense"}, {BROKEN: [1]}]


def test_a_line_that_is_too_long_is_truncated() -> None:
    content = b'{"code": "J3111"}\n{"code": "' + b"x" * 2_000_000 + b'"}\n{"code": "E0143"}\n' + b"y" * 1_500_000
    before, long, after, last = objects_in(content, 100_000)
    assert (before, after) == ({"code": "J3111"}, {"code": "E0143"})
    assert str(long[BROKEN]).startswith('(over 1,000,000 bytes) {"code": "xxx')
    assert len(str(long[BROKEN])) + len(str(last[BROKEN])) < 2_100


def test_members_are_cells() -> None:
    found = {"hcpcs": "E0143", "modifiers": ["NU", "KX"], "units": 2, "note": None}
    assert cells_of(found) == ["E0143", "NU KX", "2", ""]
    columns = columns_of(found, {})
    assert columns is not None
    assert (columns.place("code"), columns.modifiers, columns.place("quantity")) == (0, (1,), 2)
    assert columns_of({"a": 1}, {}) is None


def test_nested_members_are_json_in_their_cell() -> None:
    found = {"units": {"value": 2}, "lines": [{"a": 1}], "is_paid": True, "codes": ["A", None]}
    assert cells_of(found) == ['{"value":2}', '[{"a":1}]', "true", "A "]


def test_the_first_of_several_members_for_a_field_is_read() -> None:
    chosen = {"code": ["item", "proc"], "modifier": ["m1", "m2"]}
    columns = columns_of({"proc": "E0143", "item": "E0250", "m1": "NU", "m2": "KX"}, chosen)
    assert columns is not None
    assert (columns.place("code"), columns.modifiers) == (1, (2, 3))
