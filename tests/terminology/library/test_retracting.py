"""Retraction marks for replaced imports; syndication/test_artifacts.py tests their feed."""

from terminology.library.importing import load_starter
from terminology.library.publishing import ImportContext, PendingImport, published_records
from terminology.library.retracting import mark_releases_removed, mark_replaced_removed


async def test_repeated_values_are_not_marked(context: ImportContext) -> None:
    await load_starter(context)
    records = await published_records(context.store)
    releases = [record for record in records if record.kind == "hcpcs"]
    systems = await context.store.load_code_systems([record.id for record in releases])
    again = [PendingImport(record, systems[record.id]) for record in releases]
    (marks,) = await mark_replaced_removed(context, releases, again[1:])
    assert [(item.url, item.version, item.text) for item in marks.resources] == [
        (releases[0].system, releases[0].version, None)
    ]
    assert await mark_replaced_removed(context, releases, again) == ()


async def test_tables_are_marked_under_the_name_of_their_source(context: ImportContext) -> None:
    await load_starter(context)
    (table,) = [record for record in await published_records(context.store) if record.version == "2026-01"]
    (marks,) = await mark_replaced_removed(context, [table], [])
    assert marks.record.system == table.system
    assert marks.resources
    assert not any(item.text for item in marks.resources)


def test_nothing_is_marked_where_nothing_was(context: ImportContext) -> None:
    assert mark_releases_removed(context, ()) == ()
