"""Package content is imported as what it was at its origin; `terminology sync` has its own tests."""

from dataclasses import replace

from fhir_resources.packages import PackedRelease, read_package
from seed.release import source_of
from terminology.core.model import CodeSystem
from terminology.library.library import Library
from terminology.library.publishing import ImportContext, published_records
from terminology.library.removing import remove
from terminology.library.resource_imports import ImportInput, ResourceImport, validate_resources
from terminology.library.syndication.artifacts import artifacts_of, pieces_of
from terminology.library.syndication.feed_imports import plan_import, publish_import
from tests.builders.imports import import_hcpcs
from tests.terminology.library.test_importing import HCPCS, release

Contents = tuple[ResourceImport, tuple[PackedRelease, ...]]


async def packed(context: ImportContext, canonical_base: str | None = None) -> Contents:
    """The package of the loaded release, as from another server with that base."""
    library = Library(context.store, canonical_base or context.canonical_base, context.now)
    await library.refresh()
    content = b"".join(pieces_of(next(item for item in artifacts_of(library) if item.package)))
    package, source = read_package("p.tgz", content), source_of("p.tgz", content)
    version = package.fhir_version
    inputs = [ImportInput(source, data, version, (version,), path) for path, data in package.files]
    return validate_resources(inputs, context.now()), package.releases


def library_of(context: ImportContext) -> Library:
    return Library(context.store, context.canonical_base, context.now)


async def loaded(context: ImportContext) -> list[CodeSystem]:
    ids = [record.id for record in await published_records(context.store) if record.kind == "hcpcs"]
    return list((await context.store.load_code_systems(ids)).values())


async def test_a_release_is_exported_as_its_source_made_it(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    (before,) = await loaded(context)
    resources, marked = await packed(context)
    await remove(context, HCPCS, "2025-10")
    plan = await plan_import(context, library_of(context), resources, marked)
    assert [item.record.kind for item in plan.releases] == ["hcpcs"]
    assert not plan.resources.resources  # code lists and value sets are made here too
    await publish_import(context, plan)
    (after,) = await loaded(context)
    assert after.concepts == before.concepts
    assert after.header.version_aliases == ("20251001", "2025-10-01")


async def test_the_same_release_is_one_and_another_one_is_named(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    resources, marked = await packed(context)
    same = await plan_import(context, library_of(context), resources, marked)
    assert (len(same.releases[0].record.sources), same.replaced) == (2, ())
    other = release("2025-10")
    concepts = tuple(replace(concept, display="Something else") for concept in other.code_system.concepts)
    await import_hcpcs(context, [replace(other, code_system=replace(other.code_system, concepts=concepts))])
    plan = await plan_import(context, library_of(context), resources, marked)
    assert [(item.system, item.version) for item in plan.replaced] == [(HCPCS, "2025-10")]


async def test_a_marked_file_that_is_not_a_release_is_imported_as_a_resource(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    resources, (mark,) = await packed(context)
    await remove(context, HCPCS, "2025-10")
    for wrong in (replace(mark, kind="icd-10-cm"), replace(mark, kind="none"), replace(mark, file="../x.json")):
        plan = await plan_import(context, library_of(context), resources, [wrong])
        assert not plan.releases
        assert HCPCS in [stored.url for stored in plan.resources.resources]
