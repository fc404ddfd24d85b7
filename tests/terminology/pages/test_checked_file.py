import io
import zipfile
from collections.abc import Callable

import httpx
import pytest
from lxml.html import HtmlElement
from python_calamine import CalamineWorkbook

Read = Callable[..., HtmlElement]
CSV = b"Code,DOS,Units,Note\r\nJ3111,2025-10-03,210,=1+1\r\nZZZZZ,2025-10-03,1,<img onerror=x>\r\n"


def sent(content: bytes = CSV, name: str = "claims.csv", **fields: str) -> dict[str, object]:
    return {"files": {"file": (name, content)}, "data": fields}


async def test_a_file_is_checked_on_the_screen(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.post("/check/form", **sent(name="<b>.csv")))  # type: ignore[arg-type]
    assert "2 lines" in document.xpath("string(//p[@role='status'])")
    assert "ZZZZZ" in document.xpath("string(//table)")
    assert not document.xpath("//main//img | //main//p/b")


async def test_the_result_is_the_file_with_three_columns_more(client: httpx.AsyncClient) -> None:
    text = (await client.post("/check/form", **sent(result="csv"))).text  # type: ignore[arg-type]
    assert text.splitlines()[0] == "Code,DOS,Units,Note,result,rules,message"
    assert "'=1+1" in text
    book = await client.post("/check/form", **sent(result="xlsx"))  # type: ignore[arg-type]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows[2][4] == "error"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"a,b\n1,2\n", "a.csv"), (b"PK\x03\x04 no zip", "a.xlsx"), (b"", "a.csv"), (b"\x00" * 99, "x")],
)
async def test_an_unusable_claim_file_is_refused_with_the_reason(
    client: httpx.AsyncClient, read: Read, content: bytes, name: str
) -> None:
    read(await client.post("/check/form", **sent(content, name)), 400)  # type: ignore[arg-type]


async def test_a_file_that_is_too_large_is_refused(client: httpx.AsyncClient, read: Read) -> None:
    read(await client.post("/check/form", **sent(b"x" * 300_000)), 413)  # type: ignore[arg-type]
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(200 * 1024 * 1024)}
    read(await client.post("/check/form", content=b"--x", headers=headers), 413)
    read(await client.post("/check/form", content=b"--y\r\n", headers={"Content-Type": "multipart/form-data"}), 400)


async def test_a_workbook_that_unpacks_to_too_much_is_refused(client: httpx.AsyncClient, read: Read) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    text = read(await client.post("/check/form", **sent(file.getvalue(), "bomb.xlsx")), 400).text_content()  # type: ignore[arg-type]
    assert "unpack to" in text
