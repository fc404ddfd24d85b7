import pytest

from seed.narrative.splitting import documents_in_text

ONE = "Search all medical codes\nSalt water\nHCPCS code\nSummary\nText.\n"
TWO = "Search all medical codes\nSugar water\nHCPCS code\nSummary\nText.\n"


def test_a_text_with_one_narrative_is_one_document() -> None:
    (document,) = documents_in_text(ONE)
    assert (document.lines[1].text, document.place) == ("Salt water", "")


def test_several_in_one_file_each_begin_with_their_title() -> None:
    first, second = documents_in_text(ONE + TWO)
    assert [line.text for line in first.lines] == ONE.splitlines()
    assert [line.text for line in second.lines] == TWO.splitlines()
    assert (first.place, second.place) == ("line 1", "line 6")


def test_each_may_have_front_matter_and_a_horizontal_rule_is_not_one() -> None:
    text = f"---\ncode: J1\n---\n{ONE}\n---\n---\ncode: J2\nstatus: approved\n---\n{TWO}"
    assert [(item.stated.code, item.place) for item in documents_in_text(text)] == [("J1", "line 4"), ("J2", "line 15")]


def test_a_code_before_several_narratives_is_refused() -> None:
    (refused,) = documents_in_text(f"---\ncode: J1\n---\n{ONE}{TWO}")
    assert "followed by more than one narrative" in str(refused.refusal)
    assert len(documents_in_text(f"---\nauthor: A\n---\n{ONE}{TWO}")) == 2


@pytest.mark.parametrize("wrong", ["---\nstatus: final\n---\n", "---\nauthor: A\n---\na &lt;b&gt; c\n"])
def test_an_unreadable_narrative_is_refused_by_itself(wrong: str) -> None:
    first, second = documents_in_text(f"{wrong}{ONE}\n---\ncode: J2\n---\n{TWO}")
    assert (first.place, bool(first.refusal)) == ("line 1", True)
    assert (second.stated.code, second.refusal) == ("J2", None)
