"""The calls in the README and the guide get the documented responses, from a server as users start it."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.examples.server import NO_TLS, RunningServer

ROOT = Path(__file__).parents[1]
PAGES = {name: (ROOT / name).read_text() for name in ("README.md", "docs/guide.md")}
TEXT = PAGES["README.md"] + PAGES["docs/guide.md"]
CALL = re.compile(r"```\ncurl (?P<address>.*?)\n```\n```json\n(?P<answer>.*?)\n```", re.DOTALL)
VARIABLE = re.compile(r"^([SB])=(\S+)", re.MULTILINE)
EACH_TIME_ANEW = ("identifier", "timestamp")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with RunningServer(tmp_path_factory.mktemp("readme")) as running:
        yield running


def calls() -> list[tuple[str, dict[str, object]]]:
    variables = dict(VARIABLE.findall(TEXT))
    return [(expanded(found["address"], variables), json.loads(found["answer"])) for found in CALL.finditer(TEXT)]


def expanded(address: str, variables: dict[str, str]) -> str:
    """The address as a shell would pass it, without scheme and host."""
    [word] = shlex.split(re.sub(r"(?<!\\)\$([SB])", lambda found: variables[found[1]], address))
    return word.replace("\\$", "$").removeprefix("http://127.0.0.1:8000")


def test_the_readme_shows_one_call_and_the_guide_four() -> None:
    assert [len(CALL.findall(PAGES[name])) for name in ("README.md", "docs/guide.md")] == [1, 4]


@pytest.mark.parametrize(("address", "answer"), calls(), ids=lambda value: str(value)[:40])
def test_a_call_of_the_readme_gets_the_answer_it_shows(
    server: RunningServer, address: str, answer: dict[str, object]
) -> None:
    got = httpx.get(server.url + address, verify=NO_TLS).json()
    for resource in (got, answer):
        for name in EACH_TIME_ANEW:
            resource.get("expansion", {}).pop(name, None)
    assert got == answer
