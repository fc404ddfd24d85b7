"""Claim lines checked on the screen: each pasted line with its errors and suggested corrections."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.claim_lines import Finding, LineResult
from terminology.core.counts import counted
from terminology.core.days import Days
from terminology.core.line_rules import titles
from terminology.operations.check_lines.check import LineChecker
from terminology.pages.checked_file import RESULT_KINDS, RESULT_MEDIA_TYPES, CheckedFile, checked_file
from terminology.pages.context import Answer, File, Page, PageRequest
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.forms import SentFile
from terminology.pages.links import code_path, on_day
from terminology.pages.pasted_lines import MAX_LINES, PastedLine, pasted_lines
from terminology.pages.pasted_tables import is_table
from terminology.pages.problems import PageProblem
from terminology.pages.query import day_text
from terminology.pages.wording import size_in_words

SHOWN = 500  # lines on the screen; a file has them all
LONGEST_TEXT = 200_000  # characters
HEADINGS = ("line", "text", "code", "result", "rules", "message")
EXAMPLE = "J3111-JZ 2025-10-03 210\nG0154 2016-03-01\nE0601-RR 2025-10-03 1\nJ311 2025-10-03"
WORDS = {"ok": "fine", "warning": "with warnings", "error": "with errors"}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    severity: str
    rule: str
    text: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedLine:
    number: int
    text: str
    code: str
    href: str | None
    result: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """`counts` are (word, number) by result, `rules` (name, number) by rule; both are empty before a check.

    `problem`: why the input could not be checked. `remarks`: how a file was read.
    """

    title: str
    text: str
    day: str
    example: str
    summary: str
    counts: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int], ...]
    lines: tuple[CheckedLine, ...]
    more: int
    is_cut: bool
    largest: str
    file: str | None = None
    problem: PageProblem | None = None
    remarks: tuple[str, ...] = ()


def check_page(request: PageRequest) -> Answer:
    """`lines` is the pasted text, from a form or the query; `date` applies to lines without one."""
    if request.file is not None:
        return _check_file(request, request.file)
    try:
        text, days = request.query.text("lines", LONGEST_TEXT), request.query.days()
    except PageProblem as problem:
        return _to_correct(request, problem)
    if is_table(text):
        return _check_table(request, text, days)
    pasted = pasted_lines(text)
    checked = _checked(request, pasted, days)
    if download := request.query.choice("download", FORMATS):
        rows = [_cells(line, result) for line, result in checked]
        return file_of(Table("checked-lines", HEADINGS, rows), download)
    results = Counter(_result(result) for _, result in checked)
    rules = Counter(finding.rule for _, result in checked for finding in result.findings)
    view = CheckView(
        title="Check claim lines",
        text=text,
        day=day_text(days, request.context.today()),
        example=EXAMPLE,
        summary=counted(len(checked), "line") if checked else "",
        counts=tuple((WORDS[kind], results[kind]) for kind in WORDS if results[kind]),
        rules=_by_title(rules),
        lines=tuple(_shown(request, line, result) for line, result in checked[:SHOWN]),
        more=max(len(checked) - SHOWN, 0),
        is_cut=len(pasted) == MAX_LINES,
        largest=_largest(request),
    )
    return Page("check.html", view)


def _to_correct(request: PageRequest, problem: PageProblem) -> Answer:
    """The form with the pasted text, and what is wrong with it."""
    view = CheckView(
        title="Check claim lines",
        text=request.query.find("lines") or "",
        day=request.query.find("date") or "",
        example=EXAMPLE,
        summary="",
        counts=(),
        rules=(),
        lines=(),
        more=0,
        is_cut=False,
        largest=_largest(request),
        problem=problem,
    )
    return Page("check.html", view, problem.status)


def _check_table(request: PageRequest, text: str, days: Days | None) -> Answer:
    """Rows pasted with a heading line are checked like a file."""
    format = request.query.choice("download", FORMATS)
    checked = checked_file(request, SentFile("pasted.csv", text.encode()), format, days.first if days else None)
    if format:
        return File(f"checked.{format}", RESULT_MEDIA_TYPES[format], checked.content)
    return _file_on_screen(request, checked, text, day_text(days, request.context.today()), None)


def _check_file(request: PageRequest, file: SentFile) -> Answer:
    """The file with three more columns, as a download, or its first lines on the screen."""
    format = request.query.choice("result", RESULT_KINDS)
    checked = checked_file(request, file, format, sheet=request.query.find("sheet") or None)
    if format:
        return File(f"checked.{format}", RESULT_MEDIA_TYPES[format], checked.content)
    return _file_on_screen(request, checked, "", day_text(None, request.context.today()), file.name or "the file")


def _file_on_screen(request: PageRequest, checked: CheckedFile, text: str, day: str, file: str | None) -> Page:
    rows = checked.rows[:SHOWN]
    view = CheckView(
        title="Check claim lines",
        text=text,
        day=day,
        example=EXAMPLE,
        summary=counted(checked.total, "line"),
        counts=tuple((WORDS[kind], checked.counts[kind]) for kind in WORDS if checked.counts[kind]),
        rules=_by_title(checked.rules),
        lines=tuple(_row(number, row) for number, row in enumerate(rows, start=1)),
        more=max(checked.total - len(rows), 0),
        is_cut=False,
        largest=_largest(request),
        file=file,
        remarks=checked.remarks,
    )
    return Page("check.html", view)


def _by_title(rules: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The number of findings by rule, most frequent first."""
    return tuple((titles([rule]), number) for rule, number in rules.most_common())


def _row(number: int, row: Sequence[str]) -> CheckedLine:
    """A row of a file: its cells, and the three added ones."""
    *cells, result, rules, message = row
    text = ", ".join(cell for cell in cells if cell)[:300]
    finding = ShownFinding(result, titles(dict.fromkeys(rules.split())), message, ())
    return CheckedLine(number, text, "", None, result, (finding,) if message else ())


def _largest(request: PageRequest) -> str:
    return size_in_words(request.context.body_limit_bytes)


def _checked(
    request: PageRequest, pasted: Sequence[PastedLine], days: Days | None
) -> list[tuple[PastedLine, LineResult]]:
    if not pasted:
        return []
    request.catalogue.get_code_system(HCPCS)
    checker = LineChecker(request.catalogue, HCPCS, days.first if days else request.context.today())
    found = []
    for item in pasted:
        request.check_deadline()
        found.append((item, checker.check(item.line)))
    return found


def _result(result: LineResult) -> str:
    if not result.is_ok:
        return "error"
    return "warning" if any(item.severity == "warning" for item in result.findings) else "ok"


def _shown(request: PageRequest, pasted: PastedLine, result: LineResult) -> CheckedLine:
    code = pasted.line.code
    provider = request.catalogue.find_code_system(HCPCS)
    day = pasted.line.day.isoformat() if pasted.line.day else request.query.find("date")
    is_known = provider is not None and provider.locate(code.upper()) is not None
    return CheckedLine(
        number=pasted.number,
        text=pasted.text,
        code=code,
        href=on_day(code_path(request.resources, HCPCS, code.upper()), day) if is_known else None,
        result=_result(result),
        findings=tuple(map(_finding, result.findings)),
    )


def _finding(finding: Finding) -> ShownFinding:
    suggestions = tuple(item.value for item in finding.suggestions if item.value)
    return ShownFinding(finding.severity, titles([finding.rule]), finding.text, suggestions)


def _cells(pasted: PastedLine, result: LineResult) -> tuple[str | int, ...]:
    rules = " ".join(item.rule for item in result.findings)
    message = "; ".join(item.text for item in result.findings)
    return pasted.number, pasted.text, pasted.line.code, _result(result), rules, message
