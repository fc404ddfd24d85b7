import pytest

from terminology.cli.output import SHOWN_LINES, print_messages


def test_the_first_of_many_lines_are_shown_and_the_others_counted(capsys: pytest.CaptureFixture[str]) -> None:
    print_messages([f"line {number}" for number in range(SHOWN_LINES + 2)])
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[0], lines[-1]) == (SHOWN_LINES + 1, "  line 0", "  and 2 more")
