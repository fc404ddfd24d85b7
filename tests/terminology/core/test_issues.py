from terminology.core.issues import Issue

UNKNOWN = Issue("error", "not-found", "It is not here")


def test_an_issue_may_be_pointed_at_a_place() -> None:
    assert UNKNOWN.at("Coding.code").expression == ("Coding.code",)
    assert UNKNOWN.at("Coding.code").at().expression == ()


def test_an_issue_may_be_downgraded() -> None:
    assert UNKNOWN.as_severity("warning") == Issue("warning", "not-found", "It is not here")


def test_an_issue_may_say_one_sentence_more() -> None:
    assert UNKNOWN.with_sentence("Look there").text == "It is not here. Look there"
