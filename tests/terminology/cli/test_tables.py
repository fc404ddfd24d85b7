import pytest

from terminology.cli.tables import show_table


def test_for_other_programs_a_table_is_lines_with_tabs_and_a_cell_never_breaks_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_table(("code", "text"), [("J3111", "one\ntwo\tthree")])
    assert capsys.readouterr().out == "code\ttext\nJ3111\tone two three\n"
