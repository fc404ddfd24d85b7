import pytest

from terminology.library.checking.columns import UnreadableFile, find_columns, has_codes, parse_choices


@pytest.mark.parametrize(
    "heading",
    [
        "HCPCS",
        "HCPCS Code",
        "hcpcs_cd",
        "PROC_CD",
        "Procedure Code",
        "CPT/HCPCS",
        "code",
        "Proc Code",
        "HCPCS/CPT",
        "HCPC",
    ],
)
def test_codes_are_found_by_what_people_call_them(heading: str) -> None:
    assert find_columns(["Claim", heading], {}).place("code") == 1


def test_the_other_fields_are_found_too() -> None:
    headings = [
        "CLM_ID",
        "MBR_ID",
        "PROC_CD",
        "MOD1",
        "MOD2",
        "Modifier_3",
        "SVC_DT",
        "UNITS",
        "NDC_CD",
        "NDC_QTY",
        "NDC_UOM",
        "Line_Note",
    ]
    columns = find_columns(headings, {})
    found = ["claim", "patient", "code", "date", "quantity", "ndc", "ndc_quantity", "ndc_unit", "description"]
    assert [columns.place(field) for field in found] == [0, 1, 2, 6, 7, 8, 9, 10, 11]
    assert columns.modifiers == (3, 4, 5)


@pytest.mark.parametrize("heading", ["DOS", "Date of Service", "From Date", "serviceDate", "Service From Date", "date"])
def test_days_are_found(heading: str) -> None:
    assert find_columns(["HCPCS", heading], {}).place("date") == 1


def test_a_column_can_be_named_by_hand() -> None:
    columns = find_columns(["A", "B", "HCPCS"], parse_choices(["code=B", "units=A"], "="))
    assert (columns.place("code"), columns.place("quantity")) == (1, 0)


@pytest.mark.parametrize("text", ["code", "nothing=B", "code="])
def test_what_names_no_column_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="not a column mapping"):
        parse_choices([text], "=")


def test_a_file_without_codes_is_refused_with_its_headings() -> None:
    assert not has_codes(["A", "B"], {})
    with pytest.raises(UnreadableFile, match="the headings are A, B"):
        find_columns(["A", "B"], {})
    with pytest.raises(UnreadableFile, match="There is no column 'X'"):
        find_columns(["A", "HCPCS"], {"code": ["X"]})


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="1,000,000 columns"):
        find_columns(["HCPCS"] * 1_000_000, {})
