from terminology.core.claim_lines import Finding, LineResult, Suggestion
from terminology.core.model import Coding


def test_a_line_is_ok_without_errors_and_its_status_is_that_of_the_worst_finding() -> None:
    information, warning, error = (Finding("r", severity, "t") for severity in ("information", "warning", "error"))  # type: ignore[arg-type]
    assert (LineResult().status, LineResult((information,)).status) == ("ok", "ok")
    assert (LineResult((information, warning)).status, LineResult((warning,)).is_ok) == ("warning", True)
    assert (LineResult((warning, error)).status, LineResult((error,)).is_ok) == ("error", False)


def test_the_value_of_a_suggestion_is_its_code_or_text() -> None:
    assert Suggestion("code", Coding("s", "J3111")).value == "J3111"
    assert Suggestion("quantity", text="210").value == "210"
