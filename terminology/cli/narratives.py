"""`terminology narratives list` and `remove`, `terminology export narratives`."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from terminology.cli.environment import read_settings
from terminology.cli.exports.output_file import output_file
from terminology.cli.output import print_message, result
from terminology.cli.refusals import misuse, refusals
from terminology.cli.store import with_context
from terminology.cli.table_files import AsJson
from terminology.cli.tables import show_table
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.core.model import Concept

HEADS = ("code", "language", "status", "common name", "about", "source", "imported")
LONGEST = 60  # characters of `about` in the table
Language = Annotated[
    str | None, typer.Option(envvar="TERMINOLOGY_LANGUAGE", metavar="TAG", help="Only this language, such as es.")
]


def list_narratives(
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """List the procedure narratives: code, language, review status, meaning and source."""
    found = [_facts(part) for part in _loaded(language)]
    if as_json:
        result(json.dumps(found, indent=2, ensure_ascii=False))
    elif found:
        show_table(HEADS, [_cells(item) for item in found])
        counts = Counter(item["status"] for item in found)
        by_status = ", ".join(f"{count:,} {status}" for status, count in counts.items())
        print_message(f"{counted(len(found), 'narrative')}: {by_status}.")
    else:
        print_message("No narratives are loaded: terminology import narratives --help")


def remove_narrative(
    code: Annotated[str, typer.Argument(help="The code that the narratives are about.")], language: Language = None
) -> None:
    """Remove the narratives about a code, in all languages or in one."""
    from terminology.library.narratives import remove_narratives

    settings = read_settings()
    with refusals():
        removed = with_context(settings, lambda context: remove_narratives(context, code, language))
    for part in removed:
        item = _facts(part)
        result(f"The narrative about {code} ({item['language']}) from {item['sourceFile']} is removed.")


def export_narratives(
    folder: Annotated[Path, typer.Argument(file_okay=False, help="The folder to write to; created if needed.")],
    language: Language = None,
) -> None:
    """Write each procedure narrative to a text file with its front matter, for `terminology import narratives`."""
    from terminology.library.narratives import texts

    names: Counter[str] = Counter()
    parts = _loaded(language)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            name = f"{part.code}.{_facts(part)['language']}"
            names[name] += 1
            number = f".{names[name]}" if names[name] > 1 else ""
            with output_file(folder / f"{name}{number}.txt") as file:
                file.write(texts().document(part).encode())
    except OSError as error:
        misuse(f"The narratives cannot be written: {error}.")
    result(f"{folder}: {counted(len(parts), 'narrative')}")


def _loaded(language: str | None) -> "tuple[Concept, ...]":
    from terminology.library.narratives import narratives, texts

    settings = read_settings()
    with refusals():
        found = with_context(settings, narratives)
    return tuple(
        part for part in found if language is None or texts().facts(part).language.casefold() == language.casefold()
    )


def _facts(part: "Concept") -> dict[str, Any]:
    from terminology.library.narratives import texts

    facts = texts().facts(part)
    return {
        "code": part.code,
        **facts.stated,
        "language": facts.language,
        "status": facts.status,
        "commonNames": list(facts.names),
    }


def _cells(item: dict[str, Any]) -> tuple[str, ...]:
    about = str(item.get("about", ""))
    shown = f"{about[:LONGEST]}…" if len(about) > LONGEST else about
    name = next(iter(item["commonNames"]), "")
    source = item.get("sourceAddress") or item.get("sourceFile", "")
    return item["code"], item["language"], item["status"], name, shown, str(source), str(item.get("importedAt", ""))
