import io
from collections.abc import Callable

import httpx
import pytest
import xlsxwriter
from lxml.html import HtmlElement

Read = Callable[..., HtmlElement]
LINES = "J3111 2019-01-01\nJ311\n<img src=x onerror=alert(1)>"


async def test_pasted_lines_are_checked_line_by_line(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.post("/check/form", data={"lines": LINES, "date": "2025-10-03"}))
    results = [item.text_content() for item in document.xpath("//table//span[contains(@class, 'badge')]")]
    assert results == ["error", "error", "error"]
    text = document.xpath("string(//table)")
    assert "J3111 begins on 2019-10-01" in text
    assert not document.xpath("//main//img")
    assert document.xpath("string(//textarea)") == LINES


async def test_the_same_is_a_link(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/check", params={"lines": "J3111 2025-10-03 210"}))
    assert document.xpath("//table//a/@href") == ["/hcpcs/J3111?date=2025-10-03"]
    assert not read(await client.get("/check")).xpath("//table")


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
async def test_the_result_is_a_file(client: httpx.AsyncClient, format: str) -> None:
    response = await client.post("/check/form", data={"lines": LINES, "download": format})
    assert response.headers["content-disposition"].endswith(f"checked-lines.{format}")


async def test_a_form_of_another_origin_is_refused(client: httpx.AsyncClient, read: Read) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ):
        document = read(await client.post("/check/form", data={"lines": "J3111"}, headers=headers), 403)
        assert "another site" in document.findtext(".//h1")
    assert (
        await client.post("/check/form", data={"lines": "J3111"}, headers={"Origin": "http://tx"})
    ).status_code == 200


async def test_a_form_that_is_too_large_is_refused_before_it_is_read(client: httpx.AsyncClient, read: Read) -> None:
    headers = {"Content-Length": str(200 * 1024 * 1024), "Content-Type": "application/x-www-form-urlencoded"}
    document = read(await client.post("/check/form", content=b"lines=J3111", headers=headers), 413)
    assert "terminology check FILE" in document.text_content()


async def test_only_the_form_is_read(client: httpx.AsyncClient, read: Read) -> None:
    read(await client.post("/check/form", content=b"{}", headers={"Content-Type": "application/pdf"}), 415)
    read(await client.post("/check/form", data={"lines": "x" * 210_000}), 400)
    read(await client.post("/check/form", data={"date": "9999-99-99"}), 400)
    assert (await client.post("/hcpcs/J3111")).status_code == 405


@pytest.mark.parametrize(
    ("sent", "wrong"), [({"lines": "J3111\n" * 3, "date": "9999-99-99"}, "date"), ({"lines": "x" * 200_001}, "lines")]
)
async def test_pasted_text_is_preserved_on_an_error(
    client: httpx.AsyncClient, read: Read, sent: dict[str, str], wrong: str
) -> None:
    document = read(await client.post("/check/form", data=sent), 400)
    assert document.get_element_by_id("lines").text.strip() == sent["lines"].strip()
    assert document.xpath("//*[@aria-invalid='true']/@name") == [wrong]
    assert document.xpath("string(//p[@role='alert'])")


async def test_pasted_rows_of_a_spreadsheet_are_checked_by_their_headings(
    client: httpx.AsyncClient, read: Read
) -> None:
    rows = "Claim #\tProc Code\tMod\tDOS\tQty\nC1\tJ3111\tJZ\t01/05/2019\t210\nC2\tJ311\t\t\t1"
    document = read(await client.post("/check/form", data={"lines": rows, "date": "2025-10-03"}))
    results = [item.text_content() for item in document.xpath("//table//span[contains(@class, 'badge')]")]
    assert results == ["error", "error"]
    assert "J3111 begins on 2019-10-01, after 2019-01-05" in document.xpath("string(//table)")
    assert document.xpath("string(//textarea)") == rows
    saved = await client.post("/check/form", data={"lines": rows, "date": "2025-10-03", "download": "csv"})
    assert saved.text.splitlines()[0] == "Claim #,Proc Code,Mod,DOS,Qty,result,rules,message"


async def test_the_summary_is_in_plain_language(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.post("/check/form", data={"lines": LINES, "date": "2025-10-03"}))
    assert document.xpath("string(//p[@class='count'])") == "3 lines: 3 with errors"
    assert "Unknown code: 2 · Value cannot be read: 2 · Code not valid yet: 1" in document.xpath("string(//section)")
    assert "unknown-code" not in document.xpath("string(//section)")


async def test_a_file_without_dates_is_reported_as_checked_as_of_today(client: httpx.AsyncClient, read: Read) -> None:
    file = {"file": ("claims.csv", b"HCPCS,Mod,Charge\nJ3111,,1\nJ311,,1\n", "text/csv")}
    text = read(await client.post("/check/form", files=file)).xpath("string(//section)")
    assert "Columns read: code = HCPCS, modifiers = Mod." in text
    assert "Columns not read: Charge." in text
    assert "No column of dates was found: every line is checked as of" in text
    assert "(Unknown code)" in text


async def test_a_sheet_of_a_workbook_can_be_named(client: httpx.AsyncClient, read: Read) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, heading in (("Claims", "HCPCS"), ("Lookup", "Code")):
            book.add_worksheet(name).write_column(0, 0, [heading, "J3111"])
    file = {"file": ("claims.xlsx", content.getvalue())}
    assert "different columns" in read(await client.post("/check/form", files=file), 400).text_content()
    document = read(await client.post("/check/form", files=file, data={"sheet": "Claims"}))
    assert document.xpath("string(//p[@class='count'])") == "claims.xlsx: 1 line: 1 fine"
