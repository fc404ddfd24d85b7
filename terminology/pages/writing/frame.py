"""The frame of all authoring pages: the signed-in user, the last action, and errors."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from terminology.core.issues import Issue
from terminology.pages.writing.value_set_form import Part
from terminology.pages.writing.writer import WriterRequest

# The confirmations that a URL can select; no other text from the URL is shown.
DONE: Mapping[str, str] = {
    "created": "The draft is saved.",
    "saved": "Your changes are saved.",
    "draft": "This is the draft of the next version.",
    "clone": "This is your copy, as a draft.",
    "release": "Released: this version is active now.",
    "approve": "The approval is saved.",
    "retire": "Retired. Existing records that use it can still be read.",
    "withdraw": "The draft is withdrawn. Its history can still be read.",
}
COMPONENT = re.compile(r"(?:ValueSet\.)?compose\.(include|exclude)\[(\d{1,4})\](?:\.(\w+))?")
OF_PARTS = {"concept": "codes", "filter": "conditions", "valueSet": "value-sets", "version": "version"}


@dataclass(frozen=True, slots=True)
class Frame:
    """`token` goes into every form of the page."""

    user: str
    token: str
    done: str


@dataclass(frozen=True, slots=True)
class ShownIssue:
    """`field` is the id of the form field to correct, if it is a single one."""

    text: str
    field: str | None = None


def frame_of(request: WriterRequest) -> Frame:
    done = DONE.get(request.page.query.find("done") or "", "")
    return Frame(request.writer.principal.name, request.writer.form_token, done)


def shown_issues(issues: Iterable[Issue], fields: Iterable[str], parts: Sequence[Part] = ()) -> tuple[ShownIssue, ...]:
    """Each issue with its form field; `fields` are the ids in the form."""
    known = frozenset(fields)
    return tuple(ShownIssue(issue.text.rstrip("."), _field(issue.expression, known, parts)) for issue in issues)


def _field(expression: Iterable[str], known: frozenset[str], parts: Sequence[Part]) -> str | None:
    place = next(iter(expression), "")
    if match := COMPONENT.match(place):
        numbers = [n for n, part in enumerate(parts) if part.kind == match[1] and not part.is_empty]
        if int(match[2]) < len(numbers):
            return f"part-{numbers[int(match[2])]}-{OF_PARTS.get(match[3] or '', 'system')}"
        return None
    name = place.removeprefix("ValueSet.").partition(".")[0].partition("[")[0]
    return name if name in known else None
