import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from terminology.library.ports import no_progress
from terminology.library.syndication.atom import write_feed
from terminology.library.syndication.feeds import Feed, FeedEntry, Link
from terminology.library.syndication.following import PART, CannotFollow, Follower, choose, discard
from tests.examples.server import NO_TLS

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)
CONTENT = bytes(range(256)) * 40
SUM = hashlib.sha256(CONTENT).hexdigest()


class Publisher(BaseHTTPRequestHandler):
    """Another server: a file that supports ranges, one that does not, and redirects."""

    asked: ClassVar[list[tuple[str, str | None]]] = []
    busy = 0  # how often still

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.asked.append((self.path, wanted))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        if self.path == "/busy" and Publisher.busy:
            Publisher.busy -= 1
            self.send_response(503)
            self.send_header("Retry-After", "5")
            self.end_headers()
            return
        content = CONTENT
        if self.path == "/cut":
            content = CONTENT[:1000]
        elif self.path == "/whole":
            wanted = None
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.end_headers()
        self.wfile.write(content[start:])

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def publisher() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def pauses() -> list[float]:
    """The seconds of each wait of the follower."""
    return []


@pytest.fixture
def follower(tmp_path: Path, pauses: list[float]) -> Iterator[Follower]:
    with httpx.Client(verify=NO_TLS) as client:
        yield Follower(client, ["127.0.0.1"], tmp_path, pauses.append)


def entry(href: str, term: str = "FHIR_Package", sha256: str = SUM, length: int = len(CONTENT)) -> FeedEntry:
    link = Link(href, "application/gzip", length, sha256)
    return FeedEntry("urn:uuid:1", "Letters", term, "u:a", "u:a|1", "4.0", NOON, link=link)


def test_an_uploaded_file_is_checked(follower: Follower, publisher: str) -> None:
    assert follower.download(entry(f"{publisher}/file"), no_progress).read_bytes() == CONTENT


@pytest.mark.parametrize(("path", "asked"), [("/file", "bytes=1000-"), ("/whole", "bytes=1000-")])
def test_an_interrupted_download_resumes_or_restarts(
    follower: Follower, publisher: str, tmp_path: Path, path: str, asked: str
) -> None:
    (tmp_path / SUM).mkdir()
    (tmp_path / SUM / PART).write_bytes(CONTENT[:1000])
    assert follower.download(entry(publisher + path), no_progress).read_bytes() == CONTENT
    assert Publisher.asked[-1] == (path, asked)


def test_a_downloaded_file_is_not_requested_again_unless_it_is_damaged(
    follower: Follower, publisher: str, tmp_path: Path
) -> None:
    """A run that is killed before its import leaves the file."""
    file = follower.download(entry(f"{publisher}/file"), no_progress)
    asked = len(Publisher.asked)
    assert follower.download(entry(f"{publisher}/file"), no_progress) == file
    assert len(Publisher.asked) == asked
    file.write_bytes(CONTENT[::-1])
    assert follower.download(entry(f"{publisher}/file"), no_progress).read_bytes() == CONTENT
    discard(file)
    assert not list(tmp_path.iterdir())


def test_two_files_of_one_name_do_not_meet(follower: Follower, publisher: str) -> None:
    other = entry(f"{publisher}/cut", sha256=hashlib.sha256(CONTENT[:1000]).hexdigest(), length=1000)
    files = [follower.download(one, no_progress) for one in (entry(f"{publisher}/file"), other)]
    assert files[0].name == files[1].name
    assert [len(file.read_bytes()) for file in files] == [len(CONTENT), 1000]


def test_a_server_with_retry_after_is_retried_then_for_several_minutes(
    follower: Follower, publisher: str, pauses: list[float]
) -> None:
    """The first feed after a change takes a server longer than the request timeout."""
    Publisher.busy = 3
    assert follower.download(entry(f"{publisher}/busy"), no_progress).read_bytes() == CONTENT
    assert pauses == [5.0] * 3
    Publisher.busy = 1000
    with pytest.raises(CannotFollow, match="responded with 503"):
        follower.entries(f"{publisher}/busy")
    assert sum(pauses) == 15 + 300


def test_a_download_that_differs_from_the_feed_is_deleted(follower: Follower, publisher: str, tmp_path: Path) -> None:
    for wrong in (
        entry(f"{publisher}/file", sha256="0" * 64),
        entry(f"{publisher}/cut"),
        entry(f"{publisher}/file", length=99),
    ):
        with pytest.raises(CannotFollow, match="does not match the feed"):
            follower.download(wrong, no_progress)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("href", "message"),
    [
        ("http://evil.example.org/file", "host that is not allowed"),
        ("ftp://127.0.0.1/file", "does not begin with https://"),
        ("http://[", "not a URL"),
        ("https://127.0.0.1:1/file", "cannot be reached"),
        ("file:///etc/passwd", "host that is not allowed"),
    ],
)
def test_only_known_hosts_are_contacted(follower: Follower, tmp_path: Path, href: str, message: str) -> None:
    with pytest.raises(CannotFollow, match=message):
        follower.download(entry(href), no_progress)
    assert not list(tmp_path.iterdir())


def test_a_file_without_a_byte_is_a_file(follower: Follower, publisher: str) -> None:
    empty = entry(f"{publisher}/file", sha256=hashlib.sha256(b"").hexdigest(), length=0)
    assert follower.download(empty, no_progress).read_bytes() == b""


def test_a_redirect_leads_to_known_hosts_only_and_ends(follower: Follower, publisher: str) -> None:
    assert follower.download(entry(f"{publisher}/to//file"), no_progress).read_bytes() == CONTENT
    with pytest.raises(CannotFollow, match="not allowed"):
        follower.download(entry(f"{publisher}/to/http://169.254.169.254/secrets", sha256="0" * 64), no_progress)


def test_a_file_that_is_too_large_is_not_requested(follower: Follower, publisher: str) -> None:
    with pytest.raises(CannotFollow, match="over the limit"):
        follower.download(entry(f"{publisher}/file", length=10**12), no_progress)


def test_packages_are_preferred_and_loaded_content_is_skipped() -> None:
    package, resource = entry("a"), entry("b", "FHIR_CodeSystem", sha256="1" * 64)
    retracted = FeedEntry("urn:uuid:2", "Gone", "FHIR_ValueSet_RETRACT", "u:v", "u:v|1", "4.0", NOON)
    loinc = entry("c", "LOINC", sha256="2" * 64)
    everything = (package, resource, retracted, loinc)
    assert choose(everything, (), (), ()).wanted == (package,)
    assert choose((resource, loinc), (), (), ()).wanted == (resource,)
    assert choose(everything, (SUM,), (), ()).present == 1
    assert choose(everything, (), ["FHIR_CodeSystem"], ()).wanted == (resource,)
    assert choose(everything, (), ["LOINC"], ()).unsupported == (loinc,)
    assert choose(everything, (), (), ()).retracted == (retracted,)
    assert choose(everything, (), (), ["u:other"]).wanted == ()


def test_content_missing_from_the_packages_of_a_feed_is_synced_separately() -> None:
    held, other = entry("b", "FHIR_CodeSystem", sha256="1" * 64), entry("c", "FHIR_ConceptMap", sha256="2" * 64)
    package = replace(entry("a"), holds=("b",), identifier="u:p", version="u:p|1")
    assert set(choose((package, held, other), (), (), ()).wanted) == {package, other}
    about_held = replace(held, identifier="u:h", version="u:h|1")
    assert choose((package, about_held, other), (), (), ["u:h"]).wanted == (package,)


def test_the_r5_package_of_a_release_is_used_for_both_versions() -> None:
    def package(kind: str, fhir: str, number: str = "2025.10.0", holds: tuple[str, ...] = ("c",)) -> FeedEntry:
        name = f"https://x.org/ImplementationGuide/org.x.{kind}.{fhir}"
        made = replace(entry("a", sha256=(fhir + number + kind)), identifier=name)
        return replace(made, version=f"{name}|{number}", holds=holds)

    r4, r5 = package("hcpcs", "r4"), package("hcpcs", "r5")
    found = choose((r4, r5), (), (), ())
    assert (found.wanted, found.paired, found.for_both) == ((r5,), (r4,), (r5,))
    for known in (r4, r5):
        assert known.link
        found = choose((r5, r4), [known.link.sha256], (), ())
        assert (found.wanted, found.present) == ((), 1)
    others = (package("hcpcs", "r5", "2026.1.0"), package("hcpcs", "r5", holds=("c", "d")), package("mine", "r5"))
    for other in others:
        assert set(choose((r4, other, package("mine", "r4")), (), (), ()).wanted) == {r4, other, package("mine", "r4")}


def test_links_of_a_feed_may_be_relative(follower: Follower, publisher: str, tmp_path: Path) -> None:
    feed = write_feed(Feed("urn:uuid:0", "t", "a", "g", NOON, (entry("file"),)))

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=feed)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        (found,) = Follower(client, ["tx.example.org"], tmp_path).entries("https://tx.example.org/syndication/feed.xml")
    assert found.link
    assert found.link.href == "https://tx.example.org/syndication/file"
