from datetime import date

from terminology.operations.check_lines.tables import tables_of
from tests.builders.claims import HCPCS, claims_catalogue, edits_of, local_rule


def test_tables_are_found_by_their_declared_properties() -> None:
    found = tables_of(claims_catalogue(edits_of(setting="outpatient")), HCPCS)
    assert [item.version for item in found.billing.versions] == ["2026-01"]
    assert set(found.limits) == {"dme", "outpatient"}
    assert [item.version for item in found.crosswalks.versions] == ["2025-10", "2026-01"]
    assert not found.uses


def test_local_rules_of_several_maps_add_up() -> None:
    rules = (local_rule("J3111", "KX", "required"), local_rule("J3111", "LT", "never", effective_end="2026-01-31"))
    uses = tables_of(claims_catalogue(*rules), HCPCS).uses.on(date(2026, 1, 1))
    assert uses is not None
    assert {(use.modifier, use.use) for use in uses.item["J3111"]} == {("KX", "required"), ("LT", "never")}


def test_a_crosswalk_is_read_by_ndc() -> None:
    quarter = tables_of(claims_catalogue(), HCPCS).crosswalks.on(date(2026, 2, 1))
    assert quarter is not None
    (product,) = quarter.item.products("55513-0880-02")
    assert (product.code, product.units_per_item, product.size, product.items) == ("J3111", "105", "1.17", "2")
    assert quarter.item.products("1") == ()
