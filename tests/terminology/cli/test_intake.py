"""Which parts of a feed become visible together; the tests of `terminology sync` cover the rest."""

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from terminology.library.syndication.atom import write_feed
from terminology.library.syndication.feeds import Feed, FeedEntry, Link
from tests.examples.command_line import Run
from tests.terminology.cli.test_syncing import Quiet

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


def code_system(folder: Path, name: str, version: str = "1", code: str = "a") -> FeedEntry:
    """A file with a code system, and its feed entry, all with the same time."""
    url = f"u:{name.partition('-')[0]}"
    content = json.dumps(
        {"resourceType": "CodeSystem", "id": name, "url": url, "version": version, "status": "active"}
        | {"content": "complete", "concept": [{"code": code}]}
    ).encode()
    (folder / f"{name}.json").write_bytes(content)
    link = Link(f"{name}.json", "application/fhir+json", len(content), hashlib.sha256(content).hexdigest())
    return FeedEntry("urn:uuid:4", name, "FHIR_CodeSystem", url, f"{url}|{version}", "5.0", NOON, link=link)


@pytest.fixture
def resources(tmp_path: Path) -> Iterator[str]:
    """The address of a feed of resources outside packages; the last has the names of the first."""
    entries = [code_system(tmp_path, name) for name in ("a", "b", "c")]
    entries.append(replace(code_system(tmp_path, "a-other", code="z"), version="u:z|1"))
    (tmp_path / "feed.xml").write_bytes(write_feed(Feed("urn:uuid:0", "t", "a", "g", NOON, tuple(entries))))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        server.shutdown()


def test_resources_are_published_together_unless_a_later_one_would_change_them(
    run: Run, resources: str, tmp_path: Path
) -> None:
    taken = run("sync", resources, database="together")
    assert taken.exit_code == 1
    assert taken.stdout.splitlines() == [f"u:{n}|1  0 releases, 1 resource, 0 refused" for n in "abc"]
    assert taken.stderr.count("resources: 3") == 1
    assert "u:z|1 is refused: CodeSystem u:a|1" in taken.stderr
    assert "3 loaded, 0 already loaded" in taken.stderr
    again = run("sync", resources, "--replace", database="together")
    assert again.exit_code == 0, again.stderr
    assert "1 loaded, 3 already loaded" in again.stderr
    assert run("export", "codes", "u:a", "--out", tmp_path / "a.csv", database="together").exit_code == 0
    assert "\nz,,," in (tmp_path / "a.csv").read_text()
