"""Reports how a file was read: which columns were used for what, and what was not found."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from terminology.core.counts import counted, first_of
from terminology.library.checking.columns import FIELDS, Columns

NAMES = {
    "code": "code",
    "modifier": "modifiers",
    "date": "date",
    "quantity": "units",
    "ndc": "NDC",
    "ndc_quantity": "NDC quantity",
    "ndc_unit": "NDC unit",
    "place": "place of service",
}
MAX_NAMED = 30
LONGEST_HEADING = 60


def column_report(headings: Sequence[str], columns: Columns, day: date) -> tuple[str, ...]:
    """Returns sentences. `day` is the default day of lines."""
    sentences = [f"Columns read: {', '.join(_read(headings, columns))}"]
    if unread := _unread(headings, columns):
        sentences.append(f"Columns not read: {first_of(unread, MAX_NAMED, before_rest=', ')}")
    if columns.place("date") < 0:
        sentences.append(f"No column of dates was found: every line is checked as of {day}")
    for heading, times in Counter(filter(None, headings)).items():
        taken = [at for at in _taken(columns) if headings[at] == heading]
        if times > 1 and taken and len(taken) < times:
            sentences.append(f"{counted(times, 'column')} are named {_short(heading)}: only the first is read")
    return tuple(sentences)


def _read(headings: Sequence[str], columns: Columns) -> list[str]:
    found = []
    for field in FIELDS:
        places = columns.modifiers if field == "modifier" else (columns.place(field),)
        names = [_short(headings[at]) for at in places if at >= 0]
        if names:
            found.append(f"{NAMES.get(field, field)} = {' + '.join(names[:MAX_NAMED])}")
    return found


def _unread(headings: Sequence[str], columns: Columns) -> list[str]:
    read = {headings[at] for at in _taken(columns)}  # the report names the one read among columns of the same name
    return [_short(heading) for heading in headings if heading and heading not in read]


def _taken(columns: Columns) -> list[int]:
    return [*columns.places.values(), *columns.modifiers]


def _short(heading: str) -> str:
    plain = " ".join(heading.split())
    return plain if len(plain) <= LONGEST_HEADING else f"{plain[:LONGEST_HEADING]}…"
