from tests.examples.command_line import Run


def test_a_store_that_cannot_be_reached_is_one_sentence_without_its_password(run: Run) -> None:
    refused = run("list", TERMINOLOGY_MONGODB_URI="mongodb://user:secret@127.0.0.1:1/")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "127.0.0.1:1" in refused.stderr
    assert "secret" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
