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
    assert first.warnings == ('"shelf" is not known and was left out.',)
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
    ("name", "text"),
    [
        ("a.csv", "title,summary\nA,B\n"),
        ("a.csv", 'code,summary\nJ1,"never ends\n'),
        ("a.csv", "code\nJ1,2\n"),
        ("a.json", "{"),
        ("a.json", "[" * 100_000),
        ("a.json", "[1]"),
        ("a.json", '{"code": "J1", "summary": 1}'),
    ],
)
def test_what_is_no_table_of_narratives_is_refused(name: str, text: str) -> None:
    with pytest.raises(NotARelease):
        documents_in_table(name, text)
