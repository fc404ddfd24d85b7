from seed.hcpcs.asp_quarter import Quarter
from seed.hcpcs.cms_table import TableRow
from seed.hcpcs.companion import CompanionProperty, Table, slug, sole_rows, sorted_rows, supplement, value_set
from terminology.core.model import Property, Value
from terminology.core.value_sets import Filter

BASE = "https://example.org/fhir"
QUARTER = Quarter(2026, 1)
TABLE = Table("things", "Table of things", "Things.", (CompanionProperty("thing", "string", "A thing", "betos"),))


def row(line: int, code: str, text: str = "") -> TableRow:
    return TableRow(line, {"code": code, "text": text})


def test_rows_are_sorted_by_the_kind_of_their_codes() -> None:
    found = sorted_rows([row(1, "J3111"), row(2, "99213"), row(3, "x"), row(4, "A4206")], lambda _row: None)
    assert list(found.by_code) == ["A4206", "J3111"]
    assert found.foreign == 1
    assert [rejected.line for rejected in found.rejected] == [3]


def test_the_first_of_two_rows_counts() -> None:
    found = sole_rows(sorted_rows([row(1, "J3111", "a"), row(2, "J3111", "b")], lambda _row: None))
    assert found.by_code["J3111"] == [row(1, "J3111", "a")]
    assert [rejected.line for rejected in found.rejected] == [2]


def test_a_supplement_is_in_force_for_its_quarter() -> None:
    found = sorted_rows([row(1, "J3111", "a")], lambda _row: None)
    made = supplement(
        TABLE, QUARTER, found, lambda rows: (Property("thing", Value("string", rows[0].texts["text"])),), BASE
    )
    header = made.header
    assert (header.canonical, header.content) == (f"{BASE}/CodeSystem/hcpcs-things|2026-01", "supplement")
    assert (header.effective_start, header.effective_end) == ("2026-01-01", "2026-03-31")
    assert header.properties[0].code_system == f"{BASE}/CodeSystem/hcpcs-betos"


def test_a_value_set_names_its_supplement_without_a_version() -> None:
    made = value_set(TABLE, QUARTER, "things-a", "Things", (Filter("thing", "=", "a"),), BASE)
    assert made.header.canonical == f"{BASE}/ValueSet/hcpcs-things-a|2026-01"
    assert [item.value and item.value.content for item in made.header.extensions] == [f"{BASE}/CodeSystem/hcpcs-things"]


def test_a_slug_has_letters_and_digits_only() -> None:
    assert slug("E&M, other") == "e-m-other"
