from seed.narrative.headings import SLUGS, find_headings, is_name_heading, language_of, plain
from seed.narrative.markup import Line


def found(*lines: Line) -> dict[int, str]:
    return find_headings(lines)


def test_the_better_form_of_a_heading_is_the_heading() -> None:
    forms = [Line(1, "1. Summary"), Line(2, "Summary:"), Line(3, "Summary"), Line(4, "Summary", is_marked=True)]
    for number in range(1, 5):
        assert found(*forms[:number]) == {number - 1: "summary"}
        assert found(*reversed(forms[:number])) == {0: "summary"}


def test_headings_are_compared_without_case_accents_and_signs() -> None:
    assert plain("RISKS & Complications:") == "risks and complications"
    assert SLUGS[plain("PREPARACIÓN")] == SLUGS[plain("preparacion")] == "preparation"


def test_the_language_is_that_of_most_headings() -> None:
    assert language_of(["Resumen", "2. Propósito", "Benefits"]) == "es"
    assert language_of(["Summary"]) == "en"


def test_the_heading_of_the_names_is_known_in_both_languages() -> None:
    assert is_name_heading(Line(1, "Nombre del Procedimiento:"))
    assert is_name_heading(Line(1, "1. Name of the Procedure"))
