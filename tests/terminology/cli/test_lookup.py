from tests.examples.command_line import HCPCS, Run


def test_an_unknown_code_is_refused(run: Run) -> None:
    refused = run("lookup", "J3111", database="nothing")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert HCPCS in refused.stderr
