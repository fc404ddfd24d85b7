import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.value_sets import ValueSetHeader
from terminology.http.search_parameters import alternatives, is_match, parameters_of
from tests.builders.resources import resource


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a", ("a",)),
        ("a,b", ("a", "b")),
        (r"a\,b", ("a,b",)),
        (r"a\\,b", ("a\\", "b")),
        ("a,", ("a", "")),
        ("", ("",)),
    ],
)
def test_commas_divide_alternatives_unless_they_are_escaped(text: str, values: tuple[str, ...]) -> None:
    assert alternatives(text) == values


# What IHE's SVCM asks for: ITI-95, ITI-96 and ITI-100.
OF_ALL = {"_id", "_lastUpdated", "status", "identifier", "name", "description", "title", "url", "version"}


@pytest.mark.parametrize(
    ("type", "names"),
    [
        ("ValueSet", {*OF_ALL, "reference", "code", "publisher", "date"}),
        ("CodeSystem", {*OF_ALL, "system", "code", "supplements", "content-mode", "language", "publisher", "date"}),
        (
            "ConceptMap",
            {*OF_ALL, "source-system", "source-uri", "target-system", "target-uri", "source-code", "target-code"}
            | {"source-scope", "source-group-system", "target-scope", "target-group-system", "dependson", "product"},
        ),
    ],
)
def test_every_parameter_of_ihe_and_of_both_versions_is_there(type: str, names: set[str]) -> None:
    assert names <= set(parameters_of(type))
    for name, parameter in parameters_of(type).items():
        assert parameter.kind != "string" or {"exact", "contains"} <= set(parameter.modifiers), name
        assert parameter.documentation.endswith("."), name


def test_not_negates_all_alternatives_together() -> None:
    status = parameters_of("ValueSet")["status"]
    draft = resource(ValueSetHeader(url="http://x", status="draft"))
    assert is_match(status, "", "active,draft", draft, Catalogue())
    assert not is_match(status, "not", "active,draft", draft, Catalogue())
    assert is_match(status, "not", "active,retired", draft, Catalogue())
