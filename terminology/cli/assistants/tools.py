"""The Model Context Protocol tools: descriptions, parameters, and the query that each runs.

Source: https://modelcontextprotocol.io/specification. Models read the descriptions to decide when to use which tool.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from terminology.cli.assistants.questions import Plain, Questions
from terminology.cli.question_options import DEFAULT_SYSTEM
from terminology.core.errors import TerminologyError

AT_ONCE = 2
MAX_LINES = 500
INSTRUCTIONS = (
    "HCPCS Level II and other code systems through time. Meaning depends on the date: pass the date of service "
    "as `date` (YYYY-MM-DD) whenever there is one. Never guess a code: search, then look up or validate. Issues in an "
    "answer are part of it: repeat warnings. Narratives are plain-language texts of third parties, not definitions."
)

Code = Annotated[str, Field(description="The code, such as J3111.", max_length=100)]
System = Annotated[str, Field(description="The url of the code system; HCPCS Level II by default.", max_length=500)]
Date = Annotated[str | None, Field(description="The date to ask about, YYYY-MM-DD.", max_length=10)]
Words = Annotated[str, Field(description="Plain words, such as folding wheelchair.", max_length=500)]


class ClaimLine(BaseModel):
    """One line of a claim or an order."""

    model_config = ConfigDict(extra="forbid")

    code: Code
    modifier: list[Annotated[str, Field(max_length=10)]] = Field(default_factory=list, max_length=10)
    date: Date = None
    quantity: float | None = Field(default=None, description="Units of service.")
    ndc: str | None = Field(default=None, description="The drug product's NDC.", max_length=20)


class Tools:
    """Each method is a tool; assistants read its name, docstring and parameters."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._places = asyncio.Semaphore(AT_ONCE)

    async def look_up_code(
        self, code: Code, system: System = DEFAULT_SYSTEM, version: str | None = None, date: Date = None
    ) -> Plain:
        """Everything known about one code: what it means, its dates, coverage, pricing, plain-language texts."""
        return await self._run(lambda: self._questions.look_up(code, system, version, date))

    async def search_codes(
        self,
        words: Words,
        system: System = DEFAULT_SYSTEM,
        date: Date = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 20,
    ) -> Plain:
        """Find codes by what they are for, best match first. Misspellings and abbreviations are understood."""
        return await self._run(lambda: self._questions.search(words, system, date, limit))

    async def validate_code(
        self,
        code: Code,
        system: System = DEFAULT_SYSTEM,
        display: Annotated[str | None, Field(description="A display to check with the code.", max_length=2000)] = None,
        date: Date = None,
        value_set: Annotated[str | None, Field(description="The url of a value set with the code.")] = None,
    ) -> Plain:
        """Whether a code is valid, optionally on a date and in a value set; and if not, why."""
        return await self._run(lambda: self._questions.validate(code, system, display, date, value_set))

    async def check_claim_lines(
        self, lines: Annotated[list[ClaimLine], Field(min_length=1, max_length=MAX_LINES)]
    ) -> Plain:
        """Check lines of a claim or an order for errors: codes, modifiers, units, drug products, dates."""
        supplied = [line.model_dump(exclude_none=True) for line in lines]
        return await self._run(lambda: self._questions.check_lines(supplied))

    async def expand_value_set(
        self,
        url: Annotated[str, Field(description="The url of the value set, or url|version.")],
        words: Annotated[str | None, Field(description="Only codes that match these words.", max_length=500)] = None,
        date: Date = None,
        limit: Annotated[int, Field(ge=1, le=1000)] = 100,
        offset: Annotated[int, Field(ge=0)] = 0,
    ) -> Plain:
        """A page of the codes of a value set, and the total."""
        return await self._run(lambda: self._questions.expand(url, words, date, limit, offset))

    async def code_history(self, code: Code, system: System = DEFAULT_SYSTEM) -> Plain:
        """When a code was valid, what it meant then, and what changed from release to release."""
        return await self._run(lambda: self._questions.history(code, system))

    async def _run(self, ask: Callable[[], Plain]) -> Plain:
        async with self._places:
            try:
                return await asyncio.to_thread(ask)
            except TerminologyError as error:
                raise ToolError(str(error)) from None


def server_of(questions: Questions, version: str, lifespan: Callable[[], Any] | None = None) -> MCPServer:
    """The server with its tools; `lifespan` opens and closes what the questions need."""

    @asynccontextmanager
    async def living(_server: MCPServer) -> AsyncIterator[None]:
        async with lifespan() if lifespan else nullcontext():
            yield

    tools = Tools(questions)
    return MCPServer(
        "terminology",
        title="Terminology Server",
        instructions=INSTRUCTIONS,
        version=version,
        lifespan=living,
        tools=[
            _strict(tools.look_up_code),
            _strict(tools.search_codes),
            _strict(tools.validate_code),
            _strict(tools.check_claim_lines),
            _strict(tools.expand_value_set),
            _strict(tools.code_history),
        ],
    )


def _strict(method: Callable[..., Any]) -> Tool:
    """A tool that rejects unknown arguments: a misnamed `date` must not be ignored silently."""
    tool = Tool.from_function(method, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    arguments = tool.fn_metadata.arg_model
    arguments.model_config["extra"] = "forbid"
    arguments.model_rebuild(force=True)
    tool.parameters = arguments.model_json_schema(by_alias=True)
    return tool
