from terminology.core.model import Extension, Property, Value
from terminology.core.value_sets import Contains
from terminology.pages.code_table import code_table


def test_every_entry_is_a_row_and_nested_ones_follow() -> None:
    inner = Contains("s", "b", display="B", is_inactive=True, properties=(Property("kind", Value("code", "modifier")),))
    loose = Extension("https://x/StructureDefinition/loose-match", Value("boolean", True))
    table = code_table("codes", [Contains("s", "a", contains=(inner,)), Contains("s", "c", extensions=(loose,))])
    assert table.headings == ("code", "display", "system", "version", "inactive", "loose", "kind")
    assert [row[0] for row in table.rows] == ["a", "b", "c"]
    assert table.rows[1] == ("b", "B", "s", None, True, False, "modifier")
    assert table.rows[2][5] is True
