"""Short helpers for imports from the registered sources."""

from collections.abc import Sequence

from seed.narrative.reading import NarrativeFile
from seed.ndc.crosswalk import Crosswalk
from seed.rbcs.classification import Rbcs
from seed.registry import SOURCES
from seed.release import Loaded, Release, ResourceSet
from seed.sources import LoadRequest
from terminology.library.importing import SourceImport, import_source, read_source
from terminology.library.ports import ImportRecord
from terminology.library.publishing import ImportContext


async def import_hcpcs(context: ImportContext, releases: Sequence[Release]) -> tuple[ImportRecord, ...]:
    return (await import_source(context, SOURCES["hcpcs"], Loaded(releases=tuple(releases)))).records


async def import_crosswalks(context: ImportContext, crosswalks: Sequence[Crosswalk]) -> tuple[ImportRecord, ...]:
    sets = tuple(
        ResourceSet((item.concept_map,), item.source, item.rows_read, item.products, item.rejected)
        for item in crosswalks
    )
    return (await import_source(context, SOURCES["ndc-crosswalk"], Loaded(resource_sets=sets))).records


async def import_rbcs(context: ImportContext, rbcs: Rbcs) -> tuple[ImportRecord, ...]:
    found = ResourceSet((rbcs.supplement, *rbcs.value_sets), rbcs.source, rbcs.rows_read, 0, rbcs.rejected)
    return (await import_source(context, SOURCES["rbcs"], Loaded(resource_sets=(found,)))).records


async def import_narratives(
    context: ImportContext, files: Sequence[NarrativeFile], code: str | None = None
) -> tuple[Loaded, SourceImport]:
    """The outcome of each file, and the published imports."""
    source = SOURCES["narratives"]
    request = LoadRequest(
        files=tuple((file.name, file.content) for file in files),
        canonical_base=context.canonical_base,
        now=context.now(),
        options={"code": code} if code else {},
    )
    loaded = await read_source(context, source, request)
    return loaded, await import_source(context, source, loaded)
