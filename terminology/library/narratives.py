"""Lists and removes the loaded patient narratives individually.

A published import never changes, so a removal is an import that records it.
"""

from seed.registry import SOURCES
from seed.release import Source
from seed.sources import Texts
from terminology.core.errors import UnknownResource
from terminology.core.issues import Issue
from terminology.core.model import CodeSystem, Concept
from terminology.library.loading import Loaded, load
from terminology.library.ports import ImportRecord
from terminology.library.publishing import ImportContext, PendingImport, publish, removal_noting
from terminology.library.snapshots import DRAFT

NARRATIVES = "narratives"


def texts() -> Texts:
    """The functions to read, write and remove individual narratives."""
    found = SOURCES[NARRATIVES].texts
    assert found is not None
    return found


async def narratives(context: ImportContext) -> tuple[Concept, ...]:
    """One concept part for each loaded narrative of any status, in code order."""
    loaded = await load(context.store, Loaded(), context.canonical_base)
    generations = [item.code_system for item in loaded.imports if item.record.kind == NARRATIVES and item.code_system]
    merge = SOURCES[NARRATIVES].merge
    merged = merge(generations, context.canonical_base, DRAFT) if merge else None
    return tuple(part for concept in merged.concepts for part in texts().parts(concept)) if merged else ()


async def remove_narratives(context: ImportContext, code: str, language: str | None = None) -> tuple[Concept, ...]:
    """Removes the narratives of a code, in one language or in all. Returns the removed ones.

    Raises UnknownResource, which names the languages that exist.
    """
    about = [(part, texts().facts(part).language) for part in await narratives(context) if part.code == code]
    found = tuple(part for part, tag in about if language is None or tag.casefold() == language.casefold())
    if not found:
        others = ", ".join(dict.fromkeys(tag for _, tag in about))
        there = f"; there is one in {others}" if others else ""
        which = f" in {language}" if language else ""
        raise UnknownResource(Issue("error", "not-found", f"No narrative about {code}{which} is loaded{there}"))
    removal = texts().removal(code, language, context.canonical_base)
    what = f"the narratives about {code}" + (f" in {language}" if language else "")
    await publish(context, [_pending(context, code, removal)], lambda records: records, removal_noting(context, what))
    return found


def _pending(context: ImportContext, code: str, removal: CodeSystem) -> PendingImport:
    record = ImportRecord(
        id=context.new_id(),
        kind=NARRATIVES,
        sources=(Source(f"removal of {code}", "", 0),),
        started_at=context.now(),
        system=removal.header.url,
        version=None,
        content=removal.header.content,
        concepts=1,
    )
    return PendingImport(record, removal)
