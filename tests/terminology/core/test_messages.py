import string

import pytest

from terminology.core.messages import MESSAGES, REMARKS, issue


@pytest.mark.parametrize("message_id", sorted(MESSAGES))
def test_every_message_with_its_arguments_is_an_issue(message_id: str) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(MESSAGES[message_id].template) if name}
    made = issue(message_id, **{name: f"<{name}>" for name in names})
    assert made.message_id == message_id
    assert all(f"<{name}>" in made.text for name in names)
    assert made.severity == MESSAGES[message_id].severity


@pytest.mark.parametrize("message_id", sorted(MESSAGES))
def test_no_message_prints_none_for_a_missing_version_or_display(message_id: str) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(MESSAGES[message_id].template) if name}
    made = issue(message_id, **{name: None if name in ("version", "default") else "" for name in names})
    assert "None" not in made.text


def test_words_are_put_in_as_they_are() -> None:
    assert issue("INVALID_DISPLAY_NAME", language="{0} %s").text == "Invalid displayLanguage: '{0} %s'"


def test_every_remark_is_a_message_and_none_is_an_error() -> None:
    assert all(MESSAGES[message_id].severity != "error" for message_id in REMARKS)
