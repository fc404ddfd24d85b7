from terminology.pages.problem_page import ProblemView, not_found, problem_page
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query


def view_of(problem: PageProblem, *pairs: tuple[str, str]) -> ProblemView:
    view = problem_page(problem, "/a", Query(pairs)).view
    assert isinstance(view, ProblemView)
    return view


def test_a_wrong_parameter_can_be_corrected_in_place() -> None:
    view = view_of(PageProblem(400, "No", "Do", "date"), ("date", "x" * 9000), ("q", "bed"))
    assert [(item.label, item.value[:3], item.is_wrong) for item in view.fields] == [
        ("Day", "xxx", True),
        ("Search", "bed", False),
    ]
    assert len(view.fields[0].value) == 500


def test_a_problem_without_a_wrong_parameter_has_no_form() -> None:
    assert view_of(PageProblem(404, "No", "Do"), ("q", "bed")).fields == ()


def test_a_long_path_is_shown_in_part() -> None:
    assert len(not_found("/" + "a" * 9000).headline) < 200


def test_a_code_that_is_not_there_can_be_searched_for() -> None:
    problem = PageProblem(404, "There is no such code", "Search.", details=("Unknown code 'J311'",))
    view = problem_page(problem, "/hcpcs/J311", Query()).view
    assert isinstance(view, ProblemView)
    assert (view.words, view.details) == ("J311", ("Unknown code 'J311'",))
    assert view_of(problem).words is None
