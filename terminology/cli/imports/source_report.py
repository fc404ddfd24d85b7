"""The report of an import: what was read to stderr, what was loaded to stdout, and both as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from terminology.cli.output import print_message, print_messages, result

if TYPE_CHECKING:
    from seed.release import FileNote, Loaded, Release, ResourceSet, Source
    from seed.sources import Problem, Remedy, SourceDefinition
    from terminology.library.import_checks import CheckedContent
    from terminology.library.importing import SourceImport

MAX_NOTES = 50  # on the screen
NameOf = Callable[["Source"], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an import; `is_refused`: a problem stopped it, and nothing was loaded."""

    loaded: "Loaded"
    checked: "Sequence[CheckedContent]"
    imported: "SourceImport"
    is_refused: bool = False


def show_read(source: "SourceDefinition", loaded: "Loaded", name_of: NameOf) -> None:
    """Print the counts of rows read and rejected, and the skipped files, before anything is loaded."""
    for skipped in loaded.skipped:
        print_message(f"{skipped.name}{'' if skipped.is_part else ' was skipped'}: {skipped.reason}")
    for item in loaded.contents:
        if not loaded.read:  # else each file has its own line
            what = f"{name_of(item.source)}: {source.version_word} {item.header.version}"
            print_message(f"{what}, {item.rows_read:,} rows, {len(item.rejected):,} rejected")
            print_messages([f"line {row.line}: {row.reason}" for row in item.rejected])


def show_problems(checked: "Sequence[CheckedContent]", accepted: Collection["Remedy"]) -> None:
    """Print each problem and, for those that stop the import, the remedy."""
    for problem in _problems(checked):
        print_message(f"{problem.text}." if _is_accepted(problem, accepted) else f"{problem.text}: refused.")
    for remedy in dict.fromkeys(problem.unless for problem in refusing(checked, accepted)):
        print_message(f"Nothing was loaded. To load anyway, use {remedy}.")


def refusing(checked: "Sequence[CheckedContent]", accepted: Collection["Remedy"]) -> "list[Problem]":
    return [problem for problem in _problems(checked) if not _is_accepted(problem, accepted)]


def _problems(checked: "Sequence[CheckedContent]") -> "list[Problem]":
    return [problem for item in checked for problem in item.problems]


def _is_accepted(problem: "Problem", accepted: Collection["Remedy"]) -> bool:
    return problem.unless is None or problem.unless in accepted


def show_imported(source: "SourceDefinition", outcome: "Outcome", name_of: NameOf, is_dry_run: bool) -> None:
    for line in _loaded_lines(source, outcome.loaded, name_of):
        result(line)
    _show_some(outcome.loaded.notes, name_of, "more notes")
    _show_some(outcome.loaded.refused, name_of, "more that are refused")
    if len(outcome.loaded.read) + len(outcome.loaded.refused) > 1:
        print_message(_summary(outcome.loaded))
    for record in outcome.imported.replaced:
        day = f" as imported on {record.imported_at:%Y-%m-%d %H:%M} UTC" if record.imported_at else ""
        print_message(f"This replaces {record.version}{day} with {record.concepts:,} concepts.")
    if is_dry_run:
        print_message("Nothing was loaded: this was a dry run.")


def _show_some(notes: "Sequence[FileNote]", name_of: NameOf, what: str) -> None:
    for note in notes[:MAX_NOTES]:
        print_message(f"{name_of(note.source)}: {note.text}")
    if len(notes) > MAX_NOTES:
        print_message(f"And {len(notes) - MAX_NOTES:,} {what}; --report FILE has all of them.")


def _summary(loaded: "Loaded") -> str:
    """Content that is not reported release by release: how much was read and refused, and why."""
    reasons = Counter(note.text.removeprefix(_location(note.text)).partition(":")[0] for note in loaded.refused)
    why = f" ({', '.join(f'{count:,} {reason}' for reason, count in reasons.most_common())})" if reasons else ""
    return f"{len(loaded.read):,} attached, {len(loaded.refused):,} not{why}; {len(loaded.notes):,} notes."


def _location(text: str) -> str:
    """A note's position in its file as a prefix: `line 12: `."""
    first, colon, _ = text.partition(": ")
    return first + colon if any(letter.isdigit() for letter in first) else ""


def _loaded_lines(source: "SourceDefinition", loaded: "Loaded", name_of: NameOf) -> list[str]:
    if loaded.read:
        return [f"{name_of(note.source)}: {note.text}" for note in loaded.read]
    lines = [
        f"{item.header.canonical}: {item.count:,} {source.counted} from {name_of(item.source)}"
        for item in loaded.contents
    ]
    return lines + [other.header.canonical for item in loaded.resource_sets for other in item.resources[1:]]


def as_json(source: "SourceDefinition", outcome: "Outcome", is_dry_run: bool) -> str:
    loaded = outcome.loaded
    document = {
        "kind": source.kind,
        "dryRun": is_dry_run,
        "refusedWhole": outcome.is_refused,
        "contents": [_item(item) for item in loaded.contents],
        "problems": [{"text": item.text, "unless": item.unless} for item in _problems(outcome.checked)],
        "leftOut": [{"name": item.name, "reason": item.reason} for item in loaded.skipped],
        "read": list(map(_note, loaded.read)),
        "notes": list(map(_note, loaded.notes)),
        "refused": list(map(_note, loaded.refused)),
        "replaced": [{"system": item.system, "version": item.version} for item in outcome.imported.replaced],
    }
    return json.dumps(document, indent=2)


def _item(item: "Release | ResourceSet") -> dict[str, Any]:
    return {
        "system": item.header.url,
        "version": item.header.version,
        "count": item.count,
        "rowsRead": item.rows_read,
        "rejected": [{"line": row.line, "reason": row.reason} for row in item.rejected],
        "sources": [{"name": file.name, "sha256": file.sha256} for file in (item.source, *item.companions)],
    }


def _note(note: "FileNote") -> dict[str, str]:
    return {"name": note.source.name, "text": note.text}
