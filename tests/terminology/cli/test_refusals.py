import pytest
import typer

from seed.release import NotARelease
from terminology.cli.refusals import misuse, refusals, refuse
from terminology.library.ports import NoStore


@pytest.mark.parametrize("error", [NotARelease("a page"), NoStore("none to start")])
def test_a_refusal_exits_with_one_and_a_sentence(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, refusals():
        raise error
    assert (ended.value.exit_code, capsys.readouterr()) == (1, ("", f"{error}\n"))


def test_an_internal_error_is_not_mistaken_for_a_refusal() -> None:
    with pytest.raises(ValueError, match="ours"), refusals():
        raise ValueError("ours")


def test_refused_is_one_and_misused_is_two() -> None:
    with pytest.raises(typer.Exit) as refused:
        refuse("no")
    with pytest.raises(typer.Exit) as misused:
        misuse("not so")
    assert (refused.value.exit_code, misused.value.exit_code) == (1, 2)
