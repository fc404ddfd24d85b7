from tests.examples.command_line import Run


def test_a_key_is_shown_once_and_can_be_removed(run: Run) -> None:
    added = run("keys", "add", "epic", "--scope", "system/ValueSet.cruds", "--below", "https://a.org", database="keys")
    text = added.stdout.strip()
    assert text.startswith("tx_")
    listed = run("keys", "list", database="keys").stdout
    assert "epic" in listed
    assert "https://a.org" in listed
    assert text not in listed
    assert run("keys", "remove", "epic", database="keys").exit_code == 0
    assert run("keys", "list", database="keys").stdout == ""


def test_a_name_is_assigned_once(run: Run) -> None:
    assert run("keys", "add", "a", "--scope", "system/*.rs", database="names").exit_code == 0
    assert "already" in run("keys", "add", "a", "--scope", "system/*.rs", database="names").stderr


def test_a_scope_that_grants_nothing_is_refused(run: Run) -> None:
    refused = run("keys", "add", "b", "--scope", "system/ValueSet.sd", database="names")
    assert refused.exit_code == 1
    assert "letters in this order" in refused.stderr


def test_a_key_that_is_not_there_cannot_be_removed(run: Run) -> None:
    assert run("keys", "remove", "nobody", database="names").exit_code == 1
