"""Every table of every page can be downloaded as CSV, XLSX and JSON: found in the templates, then requested."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from lxml.html import HtmlElement
from python_calamine import CalamineWorkbook

from terminology.pages import templates

Read = Callable[..., HtmlElement]
TEMPLATES = Path(templates.__file__).parent / "templates"
CARE = "http://example.org/fhir/ValueSet/care-at-home"
# Each kind of page on which tables and lists of codes stand, with how many of them there are.
PAGES = {
    "/": 1,
    "/?q=injection": 1,
    "/hcpcs?kind=modifier": 1,
    "/hcpcs/J3111": 4,
    "/hcpcs/E0601": 4,
    "/code-systems/publication-status": 1,
    "/code-systems/hcpcs-procedure-narratives": 2,
    "/value-sets": 1,
    "/value-sets/care-at-home-2022": 2,
    "/concept-maps": 1,
    "/concept-maps/hcpcs-replaced-by-2025-10": 1,
    "/compare": 2,
    f"/compare?this={CARE}|2022&other={CARE}|2025": 1,
    "/narratives": 1,
    "/content": 1,
}
OF_FORMS = {"check.html"}  # what was pasted or sent is not in an address: buttons of the form give the files
FIELDS = {"writing_edit.html"}  # a table of fields to fill in


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_each_table_of_a_template_is_followed_by_its_downloads(path: Path) -> None:
    parts = path.read_text().split("<table")[1:]
    if path.name in FIELDS:
        return
    if path.name in OF_FORMS:
        assert len(parts) == 1
        assert "csv" in path.read_text()
    else:
        assert all("downloads.links(" in part for part in parts)


@pytest.mark.parametrize("path", PAGES)
async def test_each_download_of_a_page_is_a_file_of_its_kind(client: httpx.AsyncClient, read: Read, path: str) -> None:
    document = read(await client.get(path))
    groups = document.xpath("//p[@class='downloads']")
    assert len(groups) == PAGES[path]
    tables = document.xpath("//table[not(ancestor::details and not(ancestor::details/..//p[@class='downloads']))]")
    assert len(groups) >= len(tables)
    for group in groups:
        csv, xlsx, json = (link.get("href") for link in group.iterfind(".//a"))
        address = path.partition("?")[0]
        lines = (await client.get(address + csv)).text.splitlines()
        rows = (await client.get(address + json)).json()
        workbook = CalamineWorkbook.from_filelike(BytesIO((await client.get(address + xlsx)).content))
        sheet = workbook.get_sheet_by_index(0).to_python()
        assert rows
        assert len(sheet) == len(rows) + 1
        assert len(lines) >= len(sheet)  # a cell may hold several lines
        assert re.fullmatch(r"\ufeff?\w.*", lines[0])


async def test_checked_lines_come_as_files_too(client: httpx.AsyncClient, read: Read) -> None:
    document = read(await client.get("/check?lines=J3111"))
    buttons = document.xpath("//form[.//textarea]//button[@name='download']/@value")
    assert buttons == ["csv", "xlsx", "json"]
    for format in buttons:
        sent = {"lines": "J3111\nZZZZZ", "download": format}
        response = await client.post("/check/form", data=sent)
        assert response.status_code == 200
        assert response.headers["content-disposition"].endswith(f".{format}")
