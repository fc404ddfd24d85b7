from typing import Any

import pytest

from terminology.core.errors import BadRequest
from terminology.library.code_tables import value_set_from_table
from terminology.pages.downloads import Table, xlsx_of

SYSTEM = "https://a.example.org/CodeSystem/c"


def made(table: bytes) -> dict[str, Any]:
    return value_set_from_table(table, url="https://a.example.org/v", version="1", system=SYSTEM)


@pytest.mark.parametrize(
    "table",
    [
        b"code,display\na,A\nb,\n",
        "\ufeffDisplay;Code\r\nA;a\r\n;b\r\n".encode(),
        b"code\tdisplay\na\tA\n\nb\n",
        'code,display\n"a","A"\nb,""'.encode("cp1252"),
    ],
)
def test_a_table_in_any_of_its_forms_is_a_value_set(table: bytes) -> None:
    assert made(table)["compose"]["include"] == [
        {"system": SYSTEM, "concept": [{"code": "a", "display": "A"}, {"code": "b"}]}
    ]


def test_a_workbook_is_a_table_too_and_numbers_in_it_are_codes() -> None:
    workbook = xlsx_of(Table("codes", ("code", "display"), (("a", "A"), (99213, "Visit"))))
    listed = [{"code": "a", "display": "A"}, {"code": "99213", "display": "Visit"}]
    assert made(workbook)["compose"]["include"] == [{"system": SYSTEM, "concept": listed}]


def test_codes_of_each_system_become_a_separate_include() -> None:
    include = made(b"code,system\na,\nz,https://z.org\nb,\n")["compose"]["include"]
    assert [(item["system"], [c["code"] for c in item["concept"]]) for item in include] == [
        (SYSTEM, ["a", "b"]),
        ("https://z.org", ["z"]),
    ]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (b"", "none is called code"),
        (b"name\na\n", "none is called code"),
        (b"code\n", "no codes"),
        (b"code,display\n,A\n", "Line 2 has no code"),
        (b"code\na\nb\na\n", "Line 4 repeats a of line 2"),
        (b"PK\x03\x04nonsense", "cannot be read"),
    ],
)
def test_errors_are_reported_with_their_line(table: bytes, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        made(table)


def test_without_any_system_a_line_is_refused() -> None:
    with pytest.raises(BadRequest, match="no code system"):
        value_set_from_table(b"code\na\n", url="https://a.org/v", version=None, system=None)
