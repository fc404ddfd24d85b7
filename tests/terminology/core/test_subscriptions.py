"""The key of an ended code."""

from dataclasses import replace

from terminology.core.subscriptions import EndedCode


def test_an_ended_code_gets_another_key_when_its_end_or_status_changes() -> None:
    code = EndedCode("urn:s", "a", "A", "2026-12-31", False)
    others = [replace(code, end="2027-12-31"), replace(code, has_ended=True), replace(code, code="b")]
    assert len({code.key, *(item.key for item in others)}) == 4
    assert replace(code, display="renamed").key == code.key
