import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from fhir_resources.convert.cross_version import R5_EXTENSION
from fhir_resources.packages import read_package
from terminology.library.syndication.atom import write_feed
from terminology.library.syndication.feeds import Feed, FeedEntry, Link
from terminology.store.mongo_store import MongoStore
from tests.examples.command_line import Run

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Quiet."""


def packaged(file: Path) -> FeedEntry:
    content, number = file.read_bytes(), file.name.partition(".r")[2][0]
    link = Link(file.name, "application/gzip", len(content), hashlib.sha256(content).hexdigest())
    version = f"u:hcpcs.r{number}|2025.10.0"
    return FeedEntry("urn:uuid:1", "HCPCS", "FHIR_Package", "u:hcpcs", version, f"{number}.0", NOON, link=link)


@pytest.fixture(scope="module")
def published(run: Run, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a feed with a package of HCPCS, and a retraction."""
    folder = tmp_path_factory.mktemp("published")
    assert run("import", "hcpcs", release, "--release", "2025-10", database="publisher").exit_code == 0
    exported = run("export", "package", "hcpcs", "--out", folder, database="publisher")
    assert exported.exit_code == 0, exported.stderr
    entries = (
        *(packaged(file) for file in sorted(folder.glob("*.tgz"))),
        replace(packaged(next(folder.glob("*.tgz"))), version="u:broken|1", link=Link("none.tgz", "", 1, "0" * 64)),
        FeedEntry("urn:uuid:2", "Gone", "FHIR_ValueSet_RETRACT", "u:v", "u:v|1", "4.0", NOON),
    )
    (folder / "feed.xml").write_bytes(write_feed(Feed("urn:uuid:0", "t", "a", "g", NOON, entries)))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()


def test_new_content_is_synced_once_and_answers_like_its_origin(
    run: Run, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is opened to list loaded content, and once more for all imports."""
    opened: list[MongoStore] = []
    open_store = MongoStore.open

    async def noted(store: MongoStore) -> None:
        opened.append(store)
        await open_store(store)

    tried = run("sync", published, "--dry-run", database="follower")
    assert (tried.exit_code, tried.stdout.splitlines()[1]) == (0, "u:hcpcs.r4|2025.10.0  HCPCS")
    monkeypatch.setattr(MongoStore, "open", noted)
    taken = run("sync", published, database="follower")
    assert len(opened) == 2
    assert taken.exit_code == 1
    assert "u:broken|1 is refused" in taken.stderr
    assert taken.stdout.splitlines() == [
        f"u:hcpcs.r{number}|2025.10.0  1 release, 0 resources, 0 refused" for number in (4, 5)
    ]
    assert "u:v|1 was retracted by its publisher: terminology remove" in taken.stderr
    assert run("lookup", "J3111", database="follower").stdout == run("lookup", "J3111", database="publisher").stdout
    again = run("sync", published, database="follower")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "0 loaded, 2 already loaded, 1 retracted" in again.stderr


def test_a_release_is_delivered_as_a_release(run: Run, published: str) -> None:
    """Then days, periods and changes between releases are known, as from the publisher's file."""
    for question in (("history", "J3111"), ("lookup", "J3111", "--date", "2025-10-02"), ("search", "romosozumab")):
        there, here = (run(*question, database=name).stdout for name in ("publisher", "follower"))
        assert here == there != ""
    (row,) = [line for line in run("list", database="follower").stdout.splitlines() if "HCPCSReleaseCodeSets" in line]
    assert "2025-10" in row


def test_a_loaded_release_with_other_content_is_not_replaced_without_a_request(
    run: Run, published: str, release: Path
) -> None:
    short = release.parent / "short.txt"
    short.write_bytes(b"".join(release.read_bytes().splitlines(keepends=True)[:-4]))
    loaded = run("import", "hcpcs", short, "--release", "2025-10", "--replace", database="other")
    assert loaded.exit_code == 0, loaded.stderr
    refused = run("sync", published, database="other")
    assert refused.exit_code == 1
    assert "|2025-10 is loaded with other content. To replace it, use --replace" in refused.stderr
    assert "1 release" in run("sync", published, "--replace", database="other").stdout


def test_a_resource_is_read_in_the_version_that_the_feed_says(run: Run, tmp_path: Path) -> None:
    """In R4, an R5 element is an extension: without the period a fee schedule would cover no day."""
    period = {"url": f"{R5_EXTENSION}CodeSystem.effectivePeriod", "valuePeriod": {"start": "2026-01-01"}}
    stated = {"url": "u:a", "version": "1", "status": "active", "content": "complete", "concept": [{"code": "a"}]}
    content = json.dumps({"resourceType": "CodeSystem", "id": "a", "extension": [period], **stated}).encode()
    (tmp_path / "a.json").write_bytes(content)
    link = Link("a.json", "application/fhir+json", len(content), hashlib.sha256(content).hexdigest())
    entry = FeedEntry("urn:uuid:3", "A", "FHIR_CodeSystem", "u:a", "u:a|1", "4.0", NOON, link=link)
    (tmp_path / "feed.xml").write_bytes(write_feed(Feed("urn:uuid:0", "t", "a", "g", NOON, (entry,))))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        taken = run("sync", f"http://127.0.0.1:{server.server_port}/feed.xml", database="resource")
        server.shutdown()
    assert taken.exit_code == 0, taken.stderr
    assert run("export", "package", "u:a", "--out", tmp_path, database="resource").exit_code == 0
    (file,) = tmp_path.glob("*.r5-*.tgz")
    assert b'"effectivePeriod":' in dict(read_package("a", file.read_bytes()).files)["package/CodeSystem-a.json"]


def test_a_second_sync_at_the_same_time_is_refused(run: Run, published: str, folder: Path) -> None:
    (folder / "sync").mkdir(exist_ok=True)
    with FileLock(folder / "sync" / "lock"):
        refused = run("sync", published, "--dry-run", database="follower")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Another sync is using" in refused.stderr


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://tx.example.org/feed.xml", "does not begin with https://"),
        ("http://127.0.0.1:1/feed.xml", "cannot be reached"),
    ],
)
def test_a_feed_that_cannot_be_followed_is_refused(run: Run, url: str, message: str) -> None:
    refused = run("sync", url, database="follower")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert message in refused.stderr


def test_an_invalid_address_is_refused(run: Run) -> None:
    refused = run("sync", "http://[")
    assert (refused.exit_code, refused.stderr.strip()) == (1, "http://[ is not a URL.")
