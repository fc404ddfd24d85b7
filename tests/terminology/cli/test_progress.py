import pytest

from terminology.cli.progress import progress


def test_without_a_terminal_what_is_done_is_reported_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as show:
        show("concepts", 1000, 1500)
        show("concepts", 1500, 1500)
    assert capsys.readouterr() == ("", "concepts: 1,500\n")
