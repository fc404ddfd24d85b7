import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from terminology.library.syndication.atom import write_feed
from terminology.library.syndication.feeds import Feed, FeedEntry, Link
from tests.examples.command_line import Run

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def published(run: Run, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a feed with a package of HCPCS, and a retraction."""
    folder = tmp_path_factory.mktemp("published")
    assert run("import", "hcpcs", release, "--release", "2025-10", database="publisher").exit_code == 0
    exported = run("export", "package", "hcpcs", "--fhir-version", "5.0", "--out", folder, database="publisher")
    assert exported.exit_code == 0, exported.stderr
    (file,) = folder.glob("*.tgz")
    content = file.read_bytes()
    link = Link(file.name, "application/gzip", len(content), hashlib.sha256(content).hexdigest())
    entries = (
        FeedEntry("urn:uuid:1", "HCPCS", "FHIR_Package", "u:hcpcs", "u:hcpcs|2025.10.0", "5.0", NOON, link=link),
        FeedEntry("urn:uuid:2", "Gone", "FHIR_ValueSet_RETRACT", "u:v", "u:v|1", "4.0", NOON),
    )
    (folder / "feed.xml").write_bytes(write_feed(Feed("urn:uuid:0", "t", "a", "g", NOON, entries)))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()


def test_what_is_new_is_taken_once_and_answers_as_where_it_came_from(run: Run, published: str) -> None:
    tried = run("sync", published, "--dry-run", database="follower")
    assert (tried.exit_code, tried.stdout) == (0, "u:hcpcs|2025.10.0  HCPCS\n")
    taken = run("sync", published, database="follower")
    assert taken.exit_code == 0, taken.stderr
    assert taken.stdout == "u:hcpcs|2025.10.0  29 resources, 0 refused\n"
    assert "u:v|1 was retracted by its publisher: terminology remove" in taken.stderr
    assert run("lookup", "J3111", database="follower").stdout == run("lookup", "J3111", database="publisher").stdout
    again = run("sync", published, database="follower")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 taken, 1 here already, 1 retracted" in again.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://tx.example.org/feed.xml", "not https"),
        ("http://127.0.0.1:1/feed.xml", "cannot be reached"),
    ],
)
def test_a_feed_that_cannot_be_followed_is_refused(run: Run, url: str, said: str) -> None:
    refused = run("sync", url, database="follower")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert said in refused.stderr
