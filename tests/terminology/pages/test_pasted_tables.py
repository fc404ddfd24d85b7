import pytest

from terminology.pages.pasted_tables import is_table


@pytest.mark.parametrize(
    "text",
    [
        "HCPCS,Units\nJ3111,1",
        "\n Claim #\tMember ID\tDOS\tProc Code\tMod 1\tQty\nC1\tM1\t11/03/2025\tE0143\tNU\t1",
        '"Proc Code";"Qty"',
    ],
)
def test_headings_of_which_one_is_of_codes_are_a_table(text: str) -> None:
    assert is_table(text)


@pytest.mark.parametrize(
    "text",
    ["", "J3111", "J3111,JZ,2025-10-03,210", "J3111-JZ 2025-10-03 210\nE0143, NU", "a,b\nJ3111,1", "x," * 5_000, '"'],
)
def test_lines_of_codes_are_not_prose(text: str) -> None:
    assert not is_table(text)
