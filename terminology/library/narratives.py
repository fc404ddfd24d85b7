"""The procedure narratives that are loaded, one by one: what there is, and taking one away.

An import of narratives never changes; that one is gone is an import too, which says so (`seed/narrative/parts.py`).
"""

from dataclasses import replace

from seed.narrative.concepts import merged_narratives, narrative_supplement
from seed.narrative.parts import gone, language_of, parts_of
from seed.release import Source
from terminology.core.errors import UnknownResource
from terminology.core.issues import Issue
from terminology.core.model import Concept
from terminology.library.loading import Loaded, load
from terminology.library.ports import ImportRecord
from terminology.library.publishing import ImportContext, PendingImport, publish

NARRATIVES = "narratives"


async def narratives(context: ImportContext) -> tuple[Concept, ...]:
    """A part for each narrative that is loaded, whatever its status, in the order of their codes."""
    loaded = await load(context.store, Loaded())
    generations = [item.code_system for item in loaded.imports if item.record.kind == NARRATIVES and item.code_system]
    merged = merged_narratives(generations, context.canonical_base)
    return tuple(part for concept in merged.concepts for part in parts_of(concept)) if merged else ()


async def remove_narratives(context: ImportContext, code: str, language: str | None = None) -> tuple[Concept, ...]:
    """Takes the narratives about a code away, in one language or in all; those that were there.

    Raises UnknownResource, which says of which languages there are any.
    """
    about = [part for part in await narratives(context) if part.code == code]
    found = tuple(part for part in about if language is None or language_of(part) == language.casefold())
    if not found:
        others = ", ".join(dict.fromkeys(map(language_of, about)))
        there = f"; there is one in {others}" if others else ""
        which = f" in {language}" if language else ""
        raise UnknownResource(Issue("error", "not-found", f"No narrative about {code}{which} is loaded{there}"))
    await publish(context, [_pending(context, gone(code, language and language.casefold()))], lambda records: records)
    return found


def _pending(context: ImportContext, concept: Concept) -> PendingImport:
    code_system = narrative_supplement([concept], context.canonical_base, version="")
    header = replace(code_system.header, version=None)
    record = ImportRecord(
        id=context.new_id(),
        kind=NARRATIVES,
        sources=(Source(f"removal of {concept.code}", "", 0),),
        started_at=context.now(),
        system=header.url,
        version=None,
        content=header.content,
        concepts=1,
    )
    return PendingImport(record, replace(code_system, header=header))
