"""A protocol client against the server with its tools, on the starter content."""

import asyncio
import json
import time
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from mcp import Client

from terminology.cli.assistants.questions import Questions
from terminology.cli.assistants.tools import server_of
from terminology.core.budget import Limits
from terminology.library.importing import load_starter
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import BASE, START


@pytest.fixture(scope="module")
def questions(store_uri: str) -> Questions:
    library = Library(MongoStore(lambda: store_uri, "assistants"), BASE, lambda: START)
    numbers = count(1)

    async def load() -> None:
        await library.store.open()
        await load_starter(ImportContext(library.store, BASE, lambda: START, lambda: f"import-{next(numbers)}"))
        await library.refresh()
        await library.store.close()

    asyncio.run(load())
    return Questions(library, Limits(), lambda: START, lambda: str(uuid4()), time.monotonic)


async def called(questions: Questions, tool: str, arguments: dict[str, Any]) -> tuple[bool, str]:
    """Whether it was refused, and the text."""
    async with Client(server_of(questions, "1.2.3")) as client:
        answered = await client.call_tool(tool, arguments)
    return bool(answered.is_error), answered.content[0].text  # type: ignore[union-attr]


async def asked(questions: Questions, tool: str, **arguments: Any) -> Any:
    is_refused, text = await called(questions, tool, arguments)
    assert not is_refused, text
    return json.loads(text)


async def refused(questions: Questions, tool: str, **arguments: Any) -> str:
    is_refused, text = await called(questions, tool, arguments)
    assert is_refused
    return text


async def test_every_tool_describes_its_purpose_and_arguments(questions: Questions) -> None:
    async with Client(server_of(questions, "1.2.3")) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {
        *("look_up_code", "search_codes", "validate_code", "check_claim_lines", "expand_value_set", "code_history"),
    }
    for tool in tools.values():
        assert tool.description
        assert tool.input_schema["properties"]
        assert tool.input_schema["additionalProperties"] is False
        assert tool.annotations
        assert tool.annotations.read_only_hint


async def test_a_code_is_looked_up_with_its_warnings(questions: Questions) -> None:
    found = await asked(questions, "look_up_code", code="J3111")
    assert (found["display"], found["version"]) == ("Injection, romosozumab-aqqg, 1 mg", "2025-10")
    assert {"code": "coverage", "value": "C", "description": "carrier judgment"} in found["property"]
    later = await asked(questions, "look_up_code", code="J3111", date="2026-06-01")  # behind the newest release
    assert any("2025-12-31" in text for text in later["issues"])
    assert "was added on 2019-10-01" in await refused(questions, "look_up_code", code="J3111", date="2015-01-01")


async def test_codes_are_found_by_words(questions: Questions) -> None:
    found = await asked(questions, "search_codes", words="romosozumab", limit=5)
    assert [item["code"] for item in found["codes"]] == ["J3111"]
    assert (await asked(questions, "search_codes", words="zzzzqqq"))["total"] == 0


async def test_a_code_is_validated_on_a_day_and_in_a_value_set(questions: Questions) -> None:
    assert (await asked(questions, "validate_code", code="J3111", date="2025-10-02"))["result"] is True
    then = await asked(questions, "validate_code", code="J3111", date="2015-01-01")
    assert then["result"] is False
    assert "2019-10-01" in then["message"]
    modifiers = f"{BASE}/ValueSet/hcpcs-modifiers"
    assert (await asked(questions, "validate_code", code="J3111", value_set=modifiers))["result"] is False


async def test_claim_lines_are_checked(questions: Questions) -> None:
    lines = [{"code": "J3111", "date": "2025-10-02", "quantity": 210}, {"code": "J0000"}]
    first, second = (await asked(questions, "check_claim_lines", lines=lines))["line"]
    assert (first["id"], second["result"]) == ("1", False)
    assert "unknown-code" in json.dumps(second)


async def test_a_value_set_comes_in_pages(questions: Questions) -> None:
    url = f"{BASE}/ValueSet/hcpcs-modifiers"
    first = await asked(questions, "expand_value_set", url=url, limit=2)
    second = await asked(questions, "expand_value_set", url=url, limit=2, offset=2)
    assert len(first["codes"]) == len(second["codes"]) == 2
    assert first["total"] == second["total"] > 4
    assert first["codes"] != second["codes"]
    assert "could not be found" in await refused(questions, "expand_value_set", url="u:none")


async def test_a_code_has_a_history(questions: Questions) -> None:
    found = await asked(questions, "code_history", code="J3111")
    assert found["periods"][0]["from"] == "2019-10-01"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("look_up_code", {}),
        ("look_up_code", {"code": "x" * 1000}),
        ("search_codes", {"words": "a", "limit": 10**9}),
        ("check_claim_lines", {"lines": []}),
        ("validate_code", {"code": "J3111", "date": "yesterday"}),
        ("look_up_code", {"code": "J3111", "system": "u:none"}),
    ],
)
async def test_invalid_questions_are_refused_with_a_sentence(
    questions: Questions, tool: str, arguments: dict[str, Any]
) -> None:
    assert await refused(questions, tool, **arguments)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("look_up_code", {"code": "J3111", "date_of_service": "2015-01-01"}),
        ("check_claim_lines", {"lines": [{"code": "J3111", "modifiers": ["XX"]}]}),
    ],
)
async def test_an_argument_that_is_not_known_is_refused_and_not_ignored(
    questions: Questions, tool: str, arguments: dict[str, Any]
) -> None:
    assert "Extra inputs are not permitted" in await refused(questions, tool, **arguments)
