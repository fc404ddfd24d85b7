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
def test_an_option_without_a_column_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="not a column mapping"):
        parse_choices([text], "=")


def test_a_file_without_codes_is_refused_with_its_headings() -> None:
    assert not has_codes(["A", "B"], {})
    with pytest.raises(UnreadableFile, match=r"the headings are A, B.*a file without headings needs a first line"):
        find_columns(["A", "B"], {})
    with pytest.raises(UnreadableFile, match="There is no column 'X'"):
        find_columns(["A", "HCPCS"], {"code": ["X"]})


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="code is read from one column, not from A and B"):
        find_columns(["A", "B"], parse_choices(["code=A", "code=B"], "="))
    assert find_columns(["A", "B", "C"], parse_choices(["code=A", "modifier=B", "modifier=C"], "=")).modifiers == (1, 2)


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="1,000,000 columns"):
        find_columns(["HCPCS"] * 1_000_000, {})


# Headings of forms, claim transactions and exports: code, modifiers, date, units, and what is not read.
EXPORTS = (
    ("24A_FROM_DOS,24A_TO_DOS,24D_CPT_HCPCS,24D_MOD1,24D_MOD2,24G_UNITS", (2, (3, 4), 0, 5)),
    ("Date(s) of Service From,Date(s) of Service To,CPT/HCPCS,Modifier,$ Charges,Days or Units", (2, (3,), 0, 5)),
    ("FL42 Rev. CD.,FL44 HCPCS/Rate/HIPPS Code,FL45 Serv. Date,FL46 Serv. Units", (1, (), 2, 3)),
    ("CLM01,SV101-2,SV101-3,SV101-4,SV104,DTP472,LIN03,CTP04", (1, (2, 3), 5, 4)),
    ("CLAIM_NO,CLM_THRU_DT,REV_CNTR,REV_CNTR_DT,HCPCS_CD,HCPCS_1ST_MDFR_CD,REV_CNTR_UNIT_CNT", (4, (5,), 3, 6)),
    ("BENE_ID,LINE_1ST_EXPNS_DT,LINE_LAST_EXPNS_DT,HCPCS_CD,HCPCS_2ND_MDFR_CD,LINE_SRVC_CNT", (3, (4,), 1, 5)),
    ("CLM_LINE_FROM_DT,CLM_LINE_HCPCS_CD,HCPCS_1_MDFR_CD,CLM_LINE_SRVC_UNIT_QTY", (1, (2,), 0, 3)),
    ("MC055 Procedure Code,MC056 Procedure Modifier - 1,MC059 Date of Service - From,MC061 Quantity", (0, (1,), 2, 3)),
    ("SVC_FROM_DT,SVC_THRU_DT,PROC_CD,PROC_MOD1_CD,PROC_MOD2_CD,UNIT_CNT,BILLED_AMT", (2, (3, 4), 0, 5)),
    ("ServiceDateFrom,ServiceDateTo,ProcedureCode,ProcedureModifier1,ServiceUnitCount", (2, (3,), 0, 4)),
    ("Rev Code,HCPCS Code,HCPCS Mod 1,Line Item Service Date,Line Item Units", (1, (2,), 3, 4)),
)


@pytest.mark.parametrize(("headings", "places"), EXPORTS, ids=range(len(EXPORTS)))
def test_headings_of_forms_and_exports_are_found(headings: str, places: tuple[int, tuple[int, ...], int, int]) -> None:
    columns = find_columns(headings.split(","), {})
    assert (columns.place("code"), columns.modifiers, columns.place("date"), columns.place("quantity")) == places


@pytest.mark.parametrize(
    "heading", ["Paid Date", "Date of Birth", "DOB", "Service To Date", "Rev Cd", "Dx Code", "First Name"]
)
def test_headings_of_something_else_are_not_read(heading: str) -> None:
    columns = find_columns(["HCPCS", heading], {})
    assert (dict(columns.places), columns.modifiers) == ({"code": 0}, ())
