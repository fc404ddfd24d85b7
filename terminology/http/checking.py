"""POST /check: streams claim lines in, and the same lines with their findings out.

    text/csv, text/tab-separated-values     the same columns, followed by result, rules and message
    application/x-ndjson                    the same members, followed by result, rules and message

`?column=code:PROC_CD` names a column, `?date=` is the day of lines without one, `?setting=` selects the limits. A chunk
is read once the previous one was sent, so a client that reads slowly is also read from slowly. Each chunk queues like
any request (`admission.py`), the first one as small work. Nothing of the lines is stored or logged. Daily limits apply
per line here; `terminology check` sums them per day.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from urllib.parse import parse_qsl

import orjson
from starlette.types import Message, Receive, Scope, Send

from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget
from terminology.core.claim_lines import ClaimLine, Unreadable
from terminology.core.errors import BadRequest, TerminologyError, TimedOut
from terminology.core.issues import Issue
from terminology.http.admission import Admission
from terminology.http.bodies import refuse_compressed
from terminology.http.endpoint import client_of
from terminology.http.errors import HttpError, MethodNotAllowed, UnsupportedMediaType, headers_of, status_of
from terminology.http.outcomes import outcome_of
from terminology.http.request_log import record_of
from terminology.http.server_context import ServerContext
from terminology.library.checking.column_report import column_report
from terminology.library.checking.columns import UnreadableFile, find_columns, parse_choices
from terminology.library.checking.json_lines import JsonLines, cells_of, columns_of
from terminology.library.checking.lines import ADDED, RowChecker, verdict_of
from terminology.library.checking.outputs import separated
from terminology.library.checking.text_tables import TextTable
from terminology.library.checking.values import read_day, read_setting
from terminology.library.line_checking import line_checker
from terminology.operations.check_lines.check import LineChecker

SEPARATORS = {"text/csv": None, "text/tab-separated-values": "\t"}
NDJSON = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl"})
PARAMETERS = ("column", "date", "setting")
PIECE_BYTES = 64 * 1024
SHAPES_REMEMBERED = 100
REMARKS = b"x-remarks"
LONGEST_REMARKS = 2_000

# Runs a piece of work when it is its turn; the flag says whether it is part of something large.
Turn = Callable[[Callable[[], bytes], bool], Awaitable[bytes]]


class Check:
    """The route. It answers in the format of the request."""

    def __init__(self, server: ServerContext, admission: Admission) -> None:
        self._server = server
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        record_of(scope).route = "/check"
        try:
            lines, media_type = self._lines(scope)
            await _Stream(lines, media_type, self._turn(client_of(scope)), send).run(receive)
        except (TerminologyError, HttpError) as error:
            outcome = outcome_of(error, record_of(scope).id)
            headers = {"Cache-Control": "no-store", **headers_of(error)}
            await _refuse(send, status_of(error), headers, dumps(outcome))

    def _turn(self, client: str) -> Turn:
        async def work_on(work: Callable[[], bytes], is_large: bool) -> bytes:
            budget = Budget(self._server.limits, time.monotonic)
            return await self._admission.run(work, is_large=is_large, client=client, budget=budget, gone=_never)

        return work_on

    def _lines(self, scope: Scope) -> "tuple[CheckedTable | CheckedObjects, str]":
        if scope["method"] != "POST":
            raise MethodNotAllowed(f"{scope['method']} is not allowed on '/check'.", {"Allow": "POST"})
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if unknown := next((name for name, _ in query if name not in PARAMETERS), None):
            raise _bad(
                f"'{unknown[:100]}' is not a parameter of /check: there are {', '.join(PARAMETERS)}", unknown[:100]
            )
        for name in ("date", "setting"):
            if len(query_values := [value for found, value in query if found == name]) > 1:
                raise _bad(f"'{name}' is stated {len(query_values)} times: state it once", name)
        stated = _header(scope, b"content-type")
        refuse_compressed(_header(scope, b"content-encoding"))
        kind = stated.partition(";")[0].strip().lower()
        date = next((value for name, value in query if name == "date"), "")
        day = read_day(date) if date else self._server.now().date()
        if isinstance(day, Unreadable):
            raise _bad(f"'{date}' is not a day: {day.expected}", "date")
        checker = line_checker(self._server.library.catalogue(FhirVersion.R5), day)
        stated_setting = next((value for name, value in query if name == "setting"), "")
        setting = read_setting(stated_setting)
        if stated_setting and setting is None:
            raise _bad(
                f"'{stated_setting[:100]}' is not a setting: there are dme, practitioner and outpatient", "setting"
            )
        try:
            chosen = parse_choices([value for name, value in query if name == "column"], ":")
        except UnreadableFile as error:
            raise _bad(str(error), "column") from error
        if kind in SEPARATORS:
            return CheckedTable(checker, TextTable(chosen, SEPARATORS[kind]), chosen, setting), f"{kind}; charset=utf-8"
        if kind in NDJSON:
            return CheckedObjects(checker, chosen, setting), kind
        raise UnsupportedMediaType(f"Send text/csv, text/tab-separated-values or application/x-ndjson, not '{kind}'.")


def _header(scope: Scope, name: bytes) -> str:
    return next((value for key, value in scope["headers"] if key == name), b"").decode("latin-1")


class CheckedTable:
    """Delimited text, chunk by chunk."""

    def __init__(self, checker: LineChecker, table: TextTable, chosen, setting) -> None:  # type: ignore[no-untyped-def]
        self._checker = checker
        self._table = table
        self._chosen = chosen
        self._setting = setting
        self._rows: RowChecker | None = None
        self.remarks: tuple[str, ...] = ()  # how the columns are read; known from the first row on

    def feed(self, data: bytes) -> bytes:
        return self._checked(self._table.feed(data))

    def finish(self) -> bytes:
        return self._checked(self._table.finish()) or self._headings()

    def failed(self, reason: str) -> bytes:
        width = self._rows.columns.width if self._rows else 0
        return separated([[*[""] * width, "error", "unreadable-file", reason]], self._table.separator).encode()

    def _headings(self) -> bytes:
        if self._rows is not None:
            return b""
        columns = find_columns(self._table.headings, self._chosen)
        self._rows = RowChecker(self._checker, columns, self._setting)
        self.remarks = column_report(self._table.headings, columns, self._checker.today)
        return separated([[*self._table.headings, *ADDED]], self._table.separator).encode()

    def _checked(self, found: Iterator[list[str]]) -> bytes:
        rows = list(found)
        if not rows:
            return b""
        head = self._headings()
        assert self._rows is not None
        width, verdict = self._rows.columns.width, self._rows.verdict
        out = [(*row[:width], *[""] * (width - len(row)), *verdict(row), *row[width:]) for row in rows]
        return head + separated(out, self._table.separator).encode("utf-8", "replace")


class CheckedObjects:
    """NDJSON, chunk by chunk. Objects with the same members share their columns."""

    def __init__(self, checker: LineChecker, chosen, setting) -> None:  # type: ignore[no-untyped-def]
        self._checker = checker
        self._chosen = chosen
        self._setting = setting
        self._lines = JsonLines()
        self._shapes: dict[tuple[str, ...], RowChecker | None] = {}
        self.remarks: tuple[str, ...] = ()

    def feed(self, data: bytes) -> bytes:
        return b"".join(map(self._checked, self._lines.feed(data)))

    def finish(self) -> bytes:
        return b"".join(map(self._checked, self._lines.finish()))

    def failed(self, reason: str) -> bytes:
        return orjson.dumps({"result": "error", "rules": "unreadable-file", "message": reason}) + b"\n"

    def _checked(self, found: dict[str, object]) -> bytes:
        shape = tuple(found)
        if shape not in self._shapes:
            if len(self._shapes) >= SHAPES_REMEMBERED:
                self._shapes.clear()
            columns = columns_of(found, self._chosen)
            self._shapes[shape] = RowChecker(self._checker, columns, self._setting) if columns else None
        rows = self._shapes[shape]
        verdict = rows.verdict(cells_of(found)) if rows else verdict_of(self._checker.check(ClaimLine("")))
        return orjson.dumps({**found, **dict(zip(ADDED, verdict, strict=True))}) + b"\n"


class _Stream:
    """Reads a chunk, checks it in turn, sends it; until the first bytes are sent, an error can still set the status."""

    def __init__(self, lines: CheckedTable | CheckedObjects, media_type: str, turn: Turn, send: Send) -> None:
        self._lines = lines
        self._media_type = media_type
        self._turn = turn
        self._send = send
        self._pieces = 0
        self._has_begun = False

    async def run(self, receive: Receive) -> None:
        """Raises errors that can still set the status; later ones are reported in a last line."""
        try:
            more = True
            while more:
                message: Message = await receive()
                if message["type"] == "http.disconnect":
                    return
                more = message.get("more_body", False)
                await self._check(message.get("body", b""))
            await self._put(await self._in_turn(self._lines.finish), more=False)
        except UnreadableFile as error:
            await self._fail(str(error), _bad(str(error), "body"))
        except (TimedOut, HttpError) as error:
            await self._fail(str(error), error)

    async def _check(self, body: bytes) -> None:
        for at in range(0, len(body), PIECE_BYTES):
            await self._put(await self._in_turn(partial(self._lines.feed, body[at : at + PIECE_BYTES])), more=True)

    async def _in_turn(self, work: Callable[[], bytes]) -> bytes:
        self._pieces += 1
        return await self._turn(work, self._pieces > 1)

    async def _put(self, content: bytes, more: bool) -> None:
        if not content and more:
            return
        if not self._has_begun:
            headers = [(b"content-type", self._media_type.encode()), (b"cache-control", b"no-store")]
            if self._lines.remarks:
                headers.append((REMARKS, _in_header(self._lines.remarks)))
            await self._send({"type": "http.response.start", "status": 200, "headers": headers})
            self._has_begun = True
        await self._send({"type": "http.response.body", "body": content, "more_body": more})

    async def _fail(self, reason: str, refusal: TerminologyError | HttpError) -> None:
        if not self._has_begun:
            raise refusal
        await self._put(self._lines.failed(reason), more=False)


async def _never() -> None:
    """Never ends: a disconnect is detected when the next chunk is read, and a chunk takes a few hundredths of a
    second.
    """
    await asyncio.Event().wait()


def _in_header(sentences: Iterable[str]) -> bytes:
    """Sentences in a header, which has no letters beyond ASCII."""
    text = "; ".join(sentences)[:LONGEST_REMARKS]
    return "".join(letter if " " <= letter <= "~" else "?" for letter in text).encode()


def _bad(text: str, where: str) -> BadRequest:
    return BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(where,)))


async def _refuse(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    raw = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    raw.append((b"content-type", b"application/fhir+json; charset=utf-8"))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
