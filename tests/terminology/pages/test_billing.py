from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.model import PropertyDefinition, Value
from terminology.core.results import DescribedProperty
from terminology.library.resources import ResourceIndex
from terminology.pages.billing import billing_of, is_billing
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of, concept_of, supplement_of

CODES = in_memory(code_system_of(concept_of("NU", "New equipment")))


def stated(code: str, value: str, description: str | None = None) -> DescribedProperty:
    return DescribedProperty(code, Value("string", value), description)


def test_modifiers_have_their_names_and_units_their_reasons() -> None:
    mue = supplement_of(
        title="Edits for suppliers, July 2024",
        version="2024-07",
        properties=(PropertyDefinition("maxUnitsDayDme", "integer"),),
    )
    found = billing_of(
        (
            stated("dmeposModifier", "NU"),
            stated("dmeposModifier", "ZZ"),
            stated("dmeposBilling", "KH+RR"),
            stated("dmeposBilling", "none"),
            stated("maxUnitsDayDme", "0", "not payable here"),
            stated("maxUnitsKindDme", "2", "absolute"),
            stated("maxUnitsRationaleDme", "Anatomy"),
            stated("coverage", "C"),
        ),
        (mue,),
        CODES,
        ResourceIndex(),
    )
    assert found is not None
    assert [(item.code, item.display) for item in found.modifiers] == [("NU", "New equipment"), ("ZZ", "")]
    assert found.ways == ("with KH and RR", "without a modifier")
    [units] = found.units
    assert (units.setting, units.units, units.meaning) == ("Suppliers", "0", "not payable here")
    assert (units.kind, units.rationale) == ("absolute", "Anatomy")
    assert found.sources == ("Edits for suppliers, July 2024, 2024-07",)


def test_modifiers_are_listed_for_the_chosen_day() -> None:
    found = billing_of(
        (stated("dmeposModifier", "NU"),),
        (),
        in_memory(code_system_of(concept_of("NU", "New equipment"), url=HCPCS)),
        ResourceIndex(),
        day="2025-11-03",
    )
    assert found is not None
    assert [item.href for item in found.modifiers] == ["/hcpcs/NU?date=2025-11-03"]


def test_a_code_in_neither_table_has_no_billing_facts() -> None:
    assert billing_of((stated("coverage", "C"),), (), CODES, ResourceIndex()) is None
    assert is_billing("maxUnitsDayDme")
    assert not is_billing("coverage")
