from seed.hcpcs.companion_values import DMEPOS_CATEGORIES, DMEPOS_JURISDICTIONS, MUE_KINDS, MUE_UNITS


def test_each_value_of_a_list_occurs_once() -> None:
    for values in (DMEPOS_CATEGORIES, DMEPOS_JURISDICTIONS, MUE_KINDS, MUE_UNITS):
        codes = [code for code, _ in values]
        assert len(codes) == len(set(codes))
