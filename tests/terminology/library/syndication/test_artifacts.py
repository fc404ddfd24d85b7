"""The entries and retractions of the feed; tests/terminology/http/test_syndication.py tests its bytes."""

from dataclasses import replace

from terminology.library.importing import load_starter
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.library.removing import remove
from terminology.library.syndication.artifacts import artifacts_of, retractions, sum_of
from tests.builders.imports import import_hcpcs
from tests.terminology.library.test_importing import HCPCS, release


async def served(context: ImportContext, canonical_base: str | None = None) -> Library:
    library = Library(context.store, canonical_base or context.canonical_base, context.now)
    await library.refresh()
    return library


async def test_a_removed_release_stays_retracted_until_it_is_imported_again(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-07"), release("2025-10")])
    assert not list(retractions(await served(context)))
    await remove(context, HCPCS, "2025-07")
    taken_back = {entry.version.rpartition("/")[2]: entry.term for entry in retractions(await served(context))}
    assert taken_back == {
        "HCPCSReleaseCodeSets|2025-07": "FHIR_CodeSystem_RETRACT",
        "org.example.terminology.hcpcs.r4|2025.7.0": "FHIR_Package_RETRACT",
        "org.example.terminology.hcpcs.r5|2025.7.0": "FHIR_Package_RETRACT",
    }
    await import_hcpcs(context, [release("2025-07")])
    assert not list(retractions(await served(context)))


async def test_the_starter_excerpts_are_removed_when_a_complete_release_replaces_them(context: ImportContext) -> None:
    await load_starter(context)
    before = artifacts_of(await served(context))
    await import_hcpcs(context, [release("2025-10")])
    library = await served(context)
    there = {item.entry.header.canonical for item in artifacts_of(library)}
    gone = {item.entry.header.canonical for item in before if item.package and item.entry.header.canonical not in there}
    assert {canonical.rpartition("|")[2] for canonical in gone} == {"2017-01", "2023-01"}
    taken_back = list(retractions(library))
    assert {entry.version for entry in taken_back if entry.term == "FHIR_CodeSystem_RETRACT"} == gone
    assert len([entry for entry in taken_back if entry.term == "FHIR_Package_RETRACT"]) == len(gone) * 2


async def test_a_package_is_offered_whatever_the_host_is_called(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    for base in ("http://127.0.0.1:8000/fhir", "http://my_server/fhir"):
        offered = artifacts_of(await served(context, base))
        assert [item.path[:2] for item in offered if item.package] == ["r4", "r5"]


async def test_a_package_is_summed_again_when_anything_in_it_changes(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    package = next(item for item in artifacts_of(await served(context)) if item.package)
    assert package.package
    last = package.package.entries[-1]
    changed = replace(package.package, entries=(*package.package.entries[:-1], replace(last, version_id=2)))
    assert replace(package, package=changed).key != package.key
    assert sum_of(package) == sum_of(package)
