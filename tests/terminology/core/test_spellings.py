from terminology.core.spellings import contradiction_notice, joined_notice, url_notice, version_notice


def test_a_notice_names_the_written_and_the_correct_form() -> None:
    assert url_notice("a", "b", "B").text == "'a' was understood as B, whose url is 'b'"
    assert joined_notice("b|1", "b", "1").text == "'b|1' was understood as the code system 'b' in version '1'"
    text = "Version '2025' was understood as 2025-10, the newest loaded release of B that it can mean"
    assert version_notice("2025", "2025-10", "B").text == text
    assert version_notice("2025", "2025-10", "B").expression == ("version",)


def test_a_result_for_two_versions_names_the_version_it_is_about() -> None:
    notice = contradiction_notice("b|1", "2")
    assert notice.text == "'b|1' contradicts the version '2': the answer is about '2'"
    assert notice.severity == "warning"
