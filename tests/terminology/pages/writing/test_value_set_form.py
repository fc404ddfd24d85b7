import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminology.http.writing_pages import MAX_FIELDS
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query
from terminology.pages.writing.value_set_form import (
    EMPTY,
    MAX_PARTS,
    Condition,
    Part,
    ValueSetForm,
    code_lines,
    form_of,
    resource_of,
    typed_codes,
    typed_form,
    with_table,
)

RESOURCE = {
    "resourceType": "ValueSet",
    "id": "x",
    "url": "https://a.org/v",
    "title": "T",
    "status": "draft",
    "experimental": True,
    "contact": [{"name": "Us"}],
    "compose": {
        "lockedDate": "2026-01-01",
        "include": [
            {
                "system": "https://a.org/c",
                "version": "1",
                "concept": [{"code": "a", "display": "A a"}, {"code": "b c"}],
            },
            {"system": "https://a.org/d", "filter": [{"property": "p", "op": "is-a", "value": "v", "extension": [{}]}]},
        ],
        "exclude": [{"valueSet": ["https://a.org/w|1", "https://a.org/z"]}],
    },
}


def typed_as_it_stands(form: ValueSetForm) -> ValueSetForm:
    return typed_form(Query(sent(form)))


def sent(form: ValueSetForm) -> tuple[tuple[str, str], ...]:
    """The fields that a browser sends for the unchanged form."""
    pairs = [*form.texts.items(), ("experimental", form.experimental), ("parts", str(len(form.parts)))]
    for number, part in enumerate(form.parts):
        mine = f"part-{number}-"
        pairs += [
            (f"{mine}kind", part.kind),
            (f"{mine}system", part.system),
            (f"{mine}version", part.version),
            (f"{mine}codes", part.codes.replace("\n", "\r\n")),
            (f"{mine}value-sets", part.value_sets.replace("\n", "\r\n")),
            (f"{mine}conditions", str(len(part.conditions) + 1)),
        ]
        pairs += [(f"{mine}place", str(part.place))] if part.place is not None else []
        for place, item in enumerate((*part.conditions, Condition())):
            pairs += [
                (f"{mine}property-{place}", item.property),
                (f"{mine}op-{place}", item.op),
                (f"{mine}value-{place}", item.value),
            ]
    return tuple(pairs)


def test_a_resource_that_is_sent_as_is_stays_the_same() -> None:
    form = form_of(RESOURCE)
    assert form is not None
    assert resource_of(typed_as_it_stands(form), RESOURCE) == RESOURCE


CODES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=5)


@settings(max_examples=50)
@given(st.dictionaries(CODES, st.text("Ab ß", max_size=6)))
def test_codes_come_back_from_their_lines(codes: dict[str, str]) -> None:
    assert typed_codes(code_lines(codes.items())) == {code: " ".join(text.split()) for code, text in codes.items()}


def test_lines_are_read_as_people_paste_them() -> None:
    text = "J3111 Injection, romosozumab\n\n  E0601\nG0154\tDirect skilled\nJ3111 again\na b\t\n"
    assert typed_codes(text) == {
        "J3111": "Injection, romosozumab",
        "E0601": "",
        "G0154": "Direct skilled",
        "a b": "",
    }


def test_parts_removed_in_the_form_are_deleted_and_the_rest_stays() -> None:
    form = form_of(RESOURCE)
    assert form is not None
    made = resource_of(form.without_part(0), RESOURCE)
    assert [part["system"] for part in made["compose"]["include"]] == ["https://a.org/d"]
    assert made["compose"]["include"][0]["filter"] == RESOURCE["compose"]["include"][1]["filter"]  # type: ignore[index]
    assert "compose" not in resource_of(ValueSetForm(), {"resourceType": "ValueSet"})


def test_an_empty_form_is_a_draft() -> None:
    assert resource_of(EMPTY, {}) == {"resourceType": "ValueSet", "status": "draft", "experimental": False}


def test_the_codes_of_a_table_join_those_of_their_code_system() -> None:
    table = {"compose": {"include": [{"system": "s", "concept": [{"code": "a", "display": "A"}, {"code": "n"}]}]}}
    form = ValueSetForm(parts=(Part("exclude", "s", codes="x"), Part("include", "s", codes="z\na"), Part("include")))
    joined = with_table(form, table)
    assert [part.codes for part in joined.parts] == ["x", "z\na\tA\nn"]
    assert [part.system for part in with_table(EMPTY, table).parts] == ["s"]


def test_a_value_set_too_large_for_the_form_has_none() -> None:
    include = [{"system": f"https://a.org/{n}"} for n in range(MAX_PARTS + 1)]
    assert form_of({"compose": {"include": include}}) is None
    filtered = {"filter": [{"property": "p", "op": "=", "value": "v"}] * 20}
    assert form_of({"compose": {"include": [filtered] * 25}}) is not None
    assert form_of({"compose": {"include": [filtered] * 26}}) is None


def test_the_largest_form_is_read_back_as_it_was_made() -> None:
    filters = [{"property": f"p{n}", "op": "=", "value": "v"} for n in range(20)]
    include = [{"system": f"https://a.org/{n}", "filter": filters if n < 25 else []} for n in range(MAX_PARTS)]
    form = form_of({"compose": {"include": include}})
    assert form is not None
    assert typed_as_it_stands(form).parts == form.parts
    assert len(sent(form)) < MAX_FIELDS


@pytest.mark.parametrize("parts", ["251", "999999999", "100000"])
def test_more_parts_than_there_are_is_refused(parts: str) -> None:
    with pytest.raises(PageProblem):
        typed_form(Query((("parts", parts),)))


@pytest.mark.parametrize("parts", ["", "-1", "x", "٣"])
def test_an_invalid_number_is_none(parts: str) -> None:
    assert typed_form(Query((("parts", parts),))).parts == ()
