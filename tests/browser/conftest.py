"""Debian's Chromium over a real server with the starter content and a hostile code system; skipped where there is none.

Every other host is blocked, and a console message (the browser writes one for whatever the Content-Security-Policy
forbids) or a request to another host fails the test.
"""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.examples.server import COMMAND, RunningServer, environment

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PATIENCE_MS = 120_000  # what a busy machine takes its time for is no failure
HOSTILE = "<img src=x onerror=alert(1)> \"'&"
RESOURCES = (
    {
        "resourceType": "CodeSystem",
        "id": "hostile",
        "url": "http://example.org/hostile",
        "version": "1",
        "title": HOSTILE,
        "name": "Hostile",
        "status": "active",
        "content": "complete",
        "property": [{"code": "note", "type": "string", "description": HOSTILE}],
        "concept": [
            {"code": "a", "display": HOSTILE, "property": [{"code": "note", "valueString": HOSTILE}]},
            {"code": "b", "display": "javascript:alert(1)", "concept": [{"code": "c", "display": HOSTILE}]},
        ],
    },
    {
        "resourceType": "ValueSet",
        "id": "hostile",
        "url": "http://example.org/hostile-value-set",
        "title": HOSTILE,
        "status": "active",
        "compose": {
            "include": [{"system": "http://example.org/hostile", "concept": [{"code": "a"}, {"code": "gone"}]}]
        },
    },
)
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("browser")
    with RunningServer(folder) as server:
        file = folder / "hostile <img src=x onerror=alert(2)>.json"
        entries = [{"resource": resource} for resource in RESOURCES]
        file.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
        command = [*COMMAND, "import", "resources", str(file)]
        subprocess.run(command, env=environment(folder), check=True, capture_output=True)
        yield server


@pytest.fixture(scope="session")
def icd_10_cm(server: RunningServer, shared_icd10: Path) -> str:
    """The id of ICD-10-CM: some of CDC's chapter 13, unchanged, cut out of the tabular list of April 2026."""
    file = server.folder / "icd10cm-tabular-excerpt.xml"
    with zipfile.ZipFile(shared_icd10 / "2026-04-icd-10-cm-tabular.zip") as archive:
        file.write_bytes(excerpt_of(archive.read(archive.namelist()[0])))
    command = [*COMMAND, "import", "icd-10-cm", str(file), "--version", "2026-04", "--accept-incomplete"]
    subprocess.run(command, env=environment(server.folder), check=True, capture_output=True)
    return "icd-10-cm-2026-04"


def excerpt_of(tabular: bytes) -> bytes:
    """The tabular list with one section of one chapter: disorders of bone density and structure."""
    root = etree.fromstring(tabular)
    for chapter in root.findall("chapter"):
        if chapter.findtext("name") != "13":
            root.remove(chapter)
            continue
        for section in chapter.findall("section"):
            if section.get("id") != "M80-M85":
                chapter.remove(section)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


@pytest.fixture(scope="module")  # while Playwright runs, its event loop is in the way of other tests of the process
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, server: RunningServer) -> Iterator[Open]:
    """`open_page(path, width=…, scheme=…, has_scripts=…)`: a page of the server in a new window."""
    contexts: list[Any] = []
    messages: list[str] = []

    def opened(path: str, width: int = 1280, scheme: str = "light", has_scripts: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=has_scripts,
            base_url=server.url,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", lambda route: _only_here(route, server.url, messages))
        page.on("console", lambda message: _note(message, page, messages))
        page.on("pageerror", lambda error: messages.append(f"error: {error}"))
        page.on("dialog", lambda dialog: messages.append(f"dialog: {dialog.message}"))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert messages == []


def _note(message: Any, page: Any, messages: list[str]) -> None:
    """Chromium reports missing pages; any other message is an error."""
    if "the server responded with a status of 4" in message.text and message.location.get("url") == page.url:
        return
    messages.append(f"console: {message.text}")


def _only_here(route: Any, url: str, messages: list[str]) -> None:
    if route.request.url.startswith((f"{url}/", "data:")):
        route.continue_()
    else:
        messages.append(f"another host: {route.request.url}")
        route.abort()
