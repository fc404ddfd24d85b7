"""Scenarios with interrupted copies: kill -9 of a backup, a restore, a sync, and during a build of columns."""

import shutil
import time
from collections import Counter
from itertools import product
from pathlib import Path

import httpx

from tests.examples.server import RunningServer, free_port
from tests.torture.places import large_resource
from tests.torture.scene import (
    ANSWERED,
    Asker,
    Effort,
    command,
    complete,
    moment,
    month,
    must,
    release,
    started,
    versions,
)

LARGE_CODES = 20_000
CODE_SYSTEMS = 3


def killed_within(folder: Path, *arguments: str, after_s: float, **variables: str) -> bool:
    """Whether the command was killed before it ended."""
    process = started(folder, *arguments, **variables)
    time.sleep(after_s)
    is_over = process.poll() is not None
    process.kill()
    process.communicate()
    return not is_over


def seconds_of(folder: Path, *arguments: str) -> float:
    began = time.monotonic()
    done = command(folder, *arguments)
    must(done.returncode == 0, f"`{arguments[0]}` failed: {done.stderr[-300:]}")
    return time.monotonic() - began


def backups_and_restores_are_killed(folder: Path, effort: Effort) -> str:
    """A backup is whole or not there. A restore is whole or nothing, and the next one puts everything back."""
    source, elsewhere = folder / "source", folder / "elsewhere"
    source.mkdir()
    elsewhere.mkdir()
    good, bad = folder / "good.backup", folder / "bad.backup"
    with RunningServer(source) as server, Asker(server.url) as asker:
        load(source, "hcpcs", str(release(folder)), "--release", month(1))
        load(source, "resources", str(large_resource(folder, 1)))
        before = versions(source)
        backup_s, restore_s = seconds_of(source, "backup", str(good)), 0.0
        seen: Counter[str] = Counter()
        for number in effort.each():
            if killed_within(source, "backup", str(bad), after_s=moment(number, backup_s)):
                seen["killed backups"] += 1
            if bad.exists():
                checked = command(source, "restore", "--check", str(bad))
                must(checked.returncode == 0, f"half a backup is there: {checked.stderr[-300:]}")
                bad.unlink()
            restore_s = restore_s or seconds_of(elsewhere, "restore", str(good))
            if killed_within(elsewhere, "restore", "--replace", str(good), after_s=moment(number, restore_s)):
                seen["killed restores"] += 1
            left = versions(elsewhere)
            must(left in ([], before), f"after a restore that was killed there is {left}")
            seen["complete" if left else "nothing"] += 1
            load(elsewhere, str(good), word="restore", options=("--replace",))
            must(versions(elsewhere) == before, "it was restored without what was in it")
        must(versions(source) == before, "what is loaded has changed")
    with RunningServer(elsewhere) as server:
        complete(server, month(1))
        must(large_codes(server, 1) == LARGE_CODES, "the large code system is not whole")
    asker.only_answers()
    return f"{dict(seen)}; {asker}"


def syncs_are_killed(folder: Path, effort: Effort) -> str:
    """Of what a sync took before it was killed everything is whole; the next one takes the rest."""
    source, follower = folder / "source", folder / "follower"
    source.mkdir()
    follower.mkdir()
    kills = 0
    with RunningServer(source) as server:
        load(source, "hcpcs", str(release(folder)), "--release", month(1))
        feed = f"{server.url}/syndication/feed.xml"
        sync_s = seconds_of(follower, "sync", feed)
        expected = versions(follower)
        must(month(1) in expected, "the sync did not bring what was imported")
        for number in effort.each():
            shutil.rmtree(follower)
            follower.mkdir()
            kills += killed_within(follower, "sync", feed, after_s=moment(number, sync_s))
            must(set(versions(follower)) <= set(expected), "there is something that the feed does not have")
            load(follower, feed, word="sync")
            must(versions(follower) == expected, f"{versions(follower)} is here, and not {expected}")
    with RunningServer(follower, "--no-starter") as server:
        complete(server, month(1))
    return f"{kills} kills, each time all {len(expected)} releases were here after the next"


def columns_are_built_anew(folder: Path, effort: Effort) -> str:
    """Two servers share a folder of columns; it is deleted, and one is killed while it builds: the other answers, and
    who starts again finds everything."""
    columns = folder / "columns"
    variables = {"TERMINOLOGY_COLUMNS_DIR": str(columns)}
    kills = 0
    with RunningServer(folder, **variables) as first:
        start_s = first.ready_after_s
        for number in range(CODE_SYSTEMS):
            load(folder, "resources", str(large_resource(folder, number)), **variables)
        for number in effort.each():
            shutil.rmtree(columns)
            kills += killed_within(
                folder, "serve", "--port", str(free_port()), after_s=moment(number, start_s), **variables
            )
            with RunningServer(folder, **variables) as second:
                for server, each in product((first, second), range(CODE_SYSTEMS)):
                    must(large_codes(server, each) == LARGE_CODES, f"code system {each} is not whole")
                start_s = second.ready_after_s
        left = sorted(path.name for path in columns.rglob("*.new"))
    return f"{kills} kills, {len(left)} files left half"


def load(folder: Path, *arguments: str, word: str = "import", options: tuple[str, ...] = (), **variables: str) -> None:
    done = command(folder, word, *arguments, *options, **variables)
    must(done.returncode == 0, f"`{word}` was refused: {done.stderr[-300:]}")


def large_codes(server: RunningServer, number: int) -> int:
    query = {"url": f"http://example.org/{number}?fhir_vs", "count": "0"}
    until = time.monotonic() + 30
    while (
        answered := httpx.get(f"{server.url}/r5/ValueSet/$expand", params=query, timeout=60)
    ).status_code != ANSWERED and time.monotonic() < until:
        time.sleep(0.2)
    must(answered.status_code == ANSWERED, f"code system {number} is answered with {answered.status_code}")
    return int(answered.json()["expansion"]["total"])
