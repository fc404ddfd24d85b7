"""Follows another server's feed: downloads what is missing here from known hosts, verified and resumable.

A download stays in a folder named by its checksum until it is imported, so an interrupted one resumes where it stopped,
and a complete one is not repeated.
"""

import contextlib
import hashlib
import re
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import httpx

from fhir_resources.version import FhirVersion
from seed.registry import SOURCES
from terminology.library.resources import id_from
from terminology.library.syndication.atom import NotAFeed, read_feed
from terminology.library.syndication.feeds import PACKAGE, FeedEntry, Link

FEED_LIMIT_BYTES = 32 * 1024 * 1024
ARTEFACT_LIMIT_BYTES = 1024 * 1024 * 1024
REDIRECTS = 5
RETRY_LIMIT_S = 300.0  # for a server that is still computing its checksums, or overloaded
LONGEST_PAUSE_S = 30.0
BUSY = (httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.TOO_MANY_REQUESTS)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
SECONDS = re.compile("[0-9]{1,5}")
PART = "part"
RESOURCES = ("FHIR_CodeSystem", "FHIR_ValueSet", "FHIR_ConceptMap")

Taken = Callable[[str, int, int], None]


class CannotFollow(Exception):
    """The feed or one of its downloads is unusable. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The entries to download, those already here, the retracted ones, and those not understood.

    `paired` are packages for FHIR R4 of releases that those for R5 bring, too, and `for_both` the latter.
    """

    wanted: tuple[FeedEntry, ...]
    present: int
    retracted: tuple[FeedEntry, ...]
    unsupported: tuple[FeedEntry, ...]
    paired: tuple[FeedEntry, ...] = ()
    for_both: tuple[FeedEntry, ...] = ()


def choose(
    entries: Sequence[FeedEntry], known_sums: Collection[str], categories: Collection[str], canonicals: Collection[str]
) -> Choice:
    """An entry with a known checksum is already here. Without named categories: packages if the feed has any, plus
    resources not in them if the feed lists their content; else resources. Of a release one package is wanted.
    """
    asked = _about(entries, canonicals) if canonicals else list(entries)
    offered = [entry for entry in (_of(asked, categories) if categories else _by_default(asked)) if entry.link]
    understood = [entry for entry in offered if entry.term in (PACKAGE, *RESOURCES)]
    pairs = _pairs_of_releases(understood)
    paired = {r4 for r4, _ in pairs}
    present = {entry for entry in understood if entry.link and entry.link.sha256 in known_sums}
    present.update(r5 for r4, r5 in pairs if r4 in present)
    understood = [entry for entry in understood if entry not in paired]
    wanted = [entry for entry in understood if entry not in present]
    return Choice(
        wanted=tuple(sorted(wanted, key=lambda entry: (entry.updated, entry.version))),  # the oldest first
        present=len(understood) - len(wanted),
        retracted=tuple(entry for entry in asked if entry.is_retraction),
        unsupported=tuple(entry for entry in offered if entry not in understood and entry not in paired),
        paired=tuple(r4 for r4, _ in pairs),
        for_both=tuple(r5 for _, r5 in pairs),
    )


def _pairs_of_releases(entries: Iterable[FeedEntry]) -> list[tuple[FeedEntry, FeedEntry]]:
    """Packages for R4 and R5 of one release of a source: the same in both, as it is converted when it is served.

    Only those of a server like this one, which says what they hold and names them by source and FHIR version.
    """
    found: dict[tuple[str, str, tuple[str, ...]], dict[str, FeedEntry]] = {}
    for entry in entries:
        name, _, version = entry.identifier.rpartition(".")
        kind = name.rpartition(".")[2]
        if entry.term == PACKAGE and entry.holds and kind in SOURCES and version in ("r4", "r5"):
            found.setdefault((name, entry.version.rpartition("|")[2], entry.holds), {})[version] = entry
    return [(pair["r4"], pair["r5"]) for pair in found.values() if len(pair) == len(FhirVersion)]


def _about(entries: Sequence[FeedEntry], canonicals: Collection[str]) -> list[FeedEntry]:
    """The entries about these canonicals, and the packages that hold one of them."""
    found = [entry for entry in entries if {entry.identifier, entry.version} & set(canonicals)]
    addresses = {entry.link.href for entry in found if entry.link}
    return found + [entry for entry in entries if entry not in found and addresses & set(entry.holds)]


def _of(entries: Sequence[FeedEntry], terms: Collection[str]) -> list[FeedEntry]:
    return [entry for entry in entries if entry.term in terms]


def _by_default(entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    packages, resources = _of(entries, (PACKAGE,)), _of(entries, RESOURCES)
    held = {address for package in packages for address in package.holds}
    if packages and not held:  # perhaps they hold the resources
        return packages
    return packages + [entry for entry in resources if entry.link and entry.link.href not in held]


class Follower:
    """`hosts` are the allowed hosts; `folder` holds the downloads in progress; `pause` sleeps for this many seconds."""

    def __init__(
        self, client: httpx.Client, hosts: Iterable[str], folder: Path, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._hosts = frozenset(hosts)
        self._folder = folder
        self._pause = pause

    def entries(self, url: str) -> tuple[FeedEntry, ...]:
        """The entries of the feed, with absolute links. Raises CannotFollow."""
        try:
            with self._request(url) as answer:
                document = _limited(answer, FEED_LIMIT_BYTES)
            found = read_feed(document)
        except NotAFeed as error:
            raise CannotFollow(f"{url} cannot be read: {error}.") from None
        return tuple(_with_absolute_link(entry, url) for entry in found)

    def download(self, entry: FeedEntry, taken: Taken) -> Path:
        """The complete, verified file of the entry. Raises CannotFollow."""
        link = entry.link
        assert link
        if link.length > ARTEFACT_LIMIT_BYTES:
            raise CannotFollow(f"{entry.version} has {link.length:,} bytes, which is over the limit.")
        file = self._folder / link.sha256 / _name(entry, link)
        if file.is_file() and _matches(file, link):
            return file
        part = file.parent / PART
        have = part.stat().st_size if part.exists() else 0
        if have > link.length:
            part.unlink()
            have = 0
        if have < link.length or not have:
            self._continue(part, have, link, entry, taken)
        if not _matches(part, link):
            digest = _sum(part)
            discard(part)
            raise CannotFollow(f"{link.href} does not match the feed: its checksum is {digest}, not {link.sha256}.")
        return part.rename(file)

    def _continue(self, part: Path, have: int, link: Link, entry: FeedEntry, taken: Taken) -> None:
        headers = {"Range": f"bytes={have}-"} if have else {}
        with self._request(link.href, headers) as answer, _opened(part) as file:
            if have and answer.status_code != httpx.codes.PARTIAL_CONTENT:
                file.truncate(0)  # the server does not support ranges, and sends everything
                have = 0
            for piece in answer.iter_bytes():
                have += len(piece)
                if have > link.length:
                    break
                file.write(piece)
                taken(entry.title, have, link.length)

    def _request(self, url: str, headers: dict[str, str] | None = None) -> "_Answer":
        return _Answer(self, url, headers or {})

    def open(self, url: str, headers: dict[str, str]) -> httpx.Response:
        """Follows redirects, each to a known host. Raises CannotFollow."""
        for _ in range(REDIRECTS):
            self._check(url)
            try:
                # Uncompressed: length and checksum are those of the stored bytes.
                answer = self._patiently(url, headers)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise CannotFollow(f"{url} cannot be reached: {type(error).__name__}.") from None
            if not answer.is_redirect:
                break
            answer.close()
            url = _joined(url, answer.headers.get("location", ""))
        if answer.status_code not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
            answer.close()
            raise CannotFollow(f"{url} responded with {answer.status_code}.")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            answer.close()
            raise CannotFollow(f"{url} is sent compressed, which was not requested.")
        return answer

    def _patiently(self, url: str, headers: dict[str, str]) -> httpx.Response:
        """The response; if the server sends Retry-After, the one it gives then."""
        waited = 0.0
        while True:
            request = self._client.build_request("GET", url, headers={"Accept-Encoding": "identity", **headers})
            answer = self._client.send(request, stream=True, follow_redirects=False)
            after = answer.headers.get("retry-after", "")
            if answer.status_code not in BUSY or not SECONDS.fullmatch(after) or waited >= RETRY_LIMIT_S:
                return answer
            answer.close()
            pause = min(max(float(after), 1.0), LONGEST_PAUSE_S)
            self._pause(pause)
            waited += pause

    def _check(self, url: str) -> None:
        try:
            address = urlsplit(url)
            host = address.hostname or ""
        except ValueError:
            raise CannotFollow(f"{url[:200]} is not a URL.") from None
        if host not in self._hosts:
            raise CannotFollow(f"{url[:200]} is on a host that is not allowed: add it to TERMINOLOGY_SYNC_HOSTS.")
        if address.scheme != "https" and not (address.scheme == "http" and host in LOOPBACK):
            raise CannotFollow(f"{url[:200]} does not begin with https://.")


class _Answer:
    """A response that is closed at the end; errors while reading become CannotFollow."""

    def __init__(self, follower: Follower, url: str, headers: dict[str, str]) -> None:
        self._follower, self._url, self._headers = follower, url, headers

    def __enter__(self) -> httpx.Response:
        self._answer = self._follower.open(self._url, self._headers)
        return self._answer

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._answer.close()
        if isinstance(error, httpx.HTTPError):
            raise CannotFollow(f"{self._url} was interrupted; run it again to continue.") from None


def _limited(answer: httpx.Response, limit: int) -> bytes:
    found = bytearray()
    for piece in answer.iter_bytes():
        found += piece
        if len(found) > limit:
            raise CannotFollow(f"The feed has more than {limit:,} bytes.")
    return bytes(found)


def _with_absolute_link(entry: FeedEntry, url: str) -> FeedEntry:
    if entry.link is None:
        return entry
    link = replace(entry.link, href=_joined(url, entry.link.href))
    return replace(entry, link=link, holds=tuple(_joined(url, address) for address in entry.holds))


def _joined(base: str, url: str) -> str:
    """A URL that cannot be joined stays as it is, and is refused when requested."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def _opened(part: Path) -> BinaryIO:
    part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return part.open("ab")


def discard(file: Path) -> None:
    """Removes a downloaded file, and its folder if empty."""
    file.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        file.parent.rmdir()


def _name(entry: FeedEntry, link: Link) -> str:
    name = id_from(entry.version.rpartition("/")[2].replace("|", "-")) or link.sha256
    return f"{name}{'.tgz' if entry.term == PACKAGE else '.json'}"


def _matches(file: Path, link: Link) -> bool:
    return file.stat().st_size == link.length and _sum(file) == link.sha256


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
