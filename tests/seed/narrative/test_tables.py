import json

import pytest

from seed.narrative.parser import parse_lines
from seed.narrative.tables import documents_in_table
from seed.release import NotARelease

CSV = (
    "Code,Title,Common name,Summary,Risks and complications,status,shelf\r\n"
    'J1234,"Salt water, 10 ml",Drip,"One.\n- two",None.,approved,3\r\n'
    ",,,,,,\r\n"
    "J5678,Sugar water,,Sweet.,,,\r\n"
)


def test_each_row_of_a_csv_file_is_a_narrative() -> None:
    first, second = documents_in_table("a.CSV", CSV)
    narrative = parse_lines(first.lines, first.stated)
    assert (first.stated.code, first.stated.status, narrative.title) == ("J1234", "approved", "Salt water, 10 ml")
    assert [name.value for name in narrative.names] == ["Drip"]
    assert [(item.slug, item.text) for item in narrative.sections] == [
        ("summary", "One.\n- two"),
        ("risks-and-complications", "None."),
    ]
    assert first.warnings == ('"shelf" is unknown and was left out.',)
    assert (second.stated.code, second.place) == ("J5678", "row that ends in line 5")


@pytest.mark.parametrize("is_list", [True, False])
def test_each_object_of_a_json_file_is_a_narrative_and_lists_are_items(is_list: bool) -> None:
    item = {
        "code": "J1234",
        "language": "es",
        "commonName": ["Goteo", "Suero"],
        "Resumen": "Uno.",
        "benefits": ["A", "B"],
    }
    (document,) = documents_in_table("a.json", json.dumps([item] if is_list else item))
    narrative = parse_lines(document.lines, document.stated)
    assert [name.value for name in narrative.names] == ["Goteo", "Suero"]
    assert [section.text for section in narrative.sections] == ["Uno.", "- A\n- B"]


@pytest.mark.parametrize(
    ("name", "text", "refusal"),
    [
        ("a.csv", "code,summary\nJ1234,A,B\nJ5678,C\n", "The row has more cells than the header."),
        ("a.csv", "code,summary,status\nJ1234,A,final\nJ5678,C,draft\n", 'not "final"'),
        ("a.csv", "code,summary,language\nJ1234,A,xx\nJ5678,C,en\n", '"xx" is not a language'),
        ("a.csv", "code,summary,review date\nJ1234,A,yesterday\nJ5678,C,\n", "the form YYYY-MM-DD"),
        ("a.csv", "code,summary\nJ1234,a &lt;b&gt; c\nJ5678,C\n", "markup within markup"),
        ("a.json", '[1, {"code": "J5678", "summary": "C"}]', "It is not an object"),
        ("a.json", '[{"code": "J1", "summary": 1}, {"code": "J5678", "summary": "C"}]', "summary is neither a text"),
        ("a.json", '[{"code": "J1", "hcpcs": "J2"}, {"code": "J5678", "summary": "C"}]', "code is stated twice"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_itself(name: str, text: str, refusal: str) -> None:
    wrong, right = documents_in_table(name, text)
    assert refusal in str(wrong.refusal)
    assert wrong.place in ("row that ends in line 2", "entry 1")
    assert (right.refusal, parse_lines(right.lines, right.stated).sections[0].text) == (None, "C")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "title,summary\nA,B\n"),
        ("a.csv", 'code,summary\nJ1,"never ends\n'),
        ("a.json", "{"),
        ("a.json", "[" * 100_000),
    ],
)
def test_an_invalid_table_of_narratives_is_refused(name: str, text: str) -> None:
    with pytest.raises(NotARelease):
        documents_in_table(name, text)
