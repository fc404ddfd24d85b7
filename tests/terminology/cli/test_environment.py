from tests.examples.command_line import Run


def test_a_setting_that_makes_no_sense_is_named(run: Run) -> None:
    result = run("list", TERMINOLOGY_LOG_LEVEL="loud")
    assert result.exit_code == 2
    assert "TERMINOLOGY_LOG_LEVEL" in result.stderr
