"""The library on a real store: what it serves, and how it follows changes, outages and recovery of the store."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from fhir_resources.version import FhirVersion
from seed.release import Release, Source
from terminology.core.errors import StoreUnavailable
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Property, Value
from terminology.library.library import Library
from terminology.library.ports import ImportRecord, NoStore
from terminology.library.publishing import ImportContext
from terminology.library.snapshots import snapshots_of
from terminology.store.mongo_store import MongoStore
from terminology.store.opening import choose_store
from tests.builders.imports import import_hcpcs

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


def release(version: str, *codes: str) -> Release:
    concepts = tuple(Concept(code, f"Service {code}") for code in codes)
    header = CodeSystemHeader(HCPCS, version, id=f"hcpcs-level-ii-{version}")
    return Release(CodeSystem(header, concepts), Source(f"{version}.csv", "00", 1), len(codes))


async def until(is_so: Callable[[], bool], timeout_s: float = 15.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():  # noqa: ASYNC110 - the library tells nobody, and should not
            await asyncio.sleep(0.02)


@pytest.fixture
async def library(context: ImportContext, another_store: MongoStore) -> AsyncIterator[Library]:
    made = Library(another_store, context.canonical_base, context.now, poll_s=0.05)
    yield made
    await made.stop()


def versions(library: Library) -> tuple[str, ...]:
    return library.catalogue(FhirVersion.R4).code_system_versions(HCPCS)


async def test_an_empty_store_serves_the_built_in_content(library: Library) -> None:
    await library.start()
    catalogue = library.catalogue(FhirVersion.R5)
    base = library.canonical_base
    assert catalogue.find_code_system(f"{base}/CodeSystem/hcpcs-coverage")
    assert catalogue.find_code_system(f"{base}/CodeSystem/procedure-narrative-section")
    assert catalogue.find_value_set(f"{base}/ValueSet/hcpcs-chapter-j")
    assert library.resources(FhirVersion.R4).find("ValueSet", "hcpcs-procedures")
    assert library.status().is_ready


async def test_a_running_library_picks_up_an_import(library: Library, context: ImportContext) -> None:
    await library.start()
    await import_hcpcs(context, [release("2025-10", "A0021", "J3111")])
    await until(lambda: versions(library) == ("2025-10",))
    assert library.revision == library.status().revision == 1


async def test_a_snapshot_does_not_change(library: Library, context: ImportContext) -> None:
    await library.start()
    before = library.snapshot(FhirVersion.R4)
    await import_hcpcs(context, [release("2025-10", "A0021")])
    await until(lambda: library.snapshot(FhirVersion.R4) is not before)
    assert not before.catalogue.has_code_system(HCPCS)


async def test_published_content_is_not_reloaded(library: Library, context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-07", "A0021")])
    await library.start()
    before = library.catalogue(FhirVersion.R4).find_code_system(HCPCS, "2025-07")
    await import_hcpcs(context, [release("2025-10", "A0021")])
    await until(lambda: len(versions(library)) == 2)
    catalogue = library.catalogue(FhirVersion.R5)
    later = catalogue.find_code_system(HCPCS, "2025-10")
    assert catalogue.find_code_system(HCPCS, "2025-07") is before
    assert before
    assert later
    assert later.locate("A0021") is before.locate("A0021")


async def test_an_unfinished_import_is_not_a_change(library: Library, context: ImportContext) -> None:
    await library.start()
    before = library.snapshot(FhirVersion.R4)
    await context.store.begin(ImportRecord("begun", "hcpcs", (), context.now(), system=HCPCS))
    await context.store.save_code_system("begun", release("2025-10", "A0021").code_system)
    assert not await library.refresh()
    assert library.snapshot(FhirVersion.R4) is before


async def test_before_the_first_load_there_is_no_answer(library: Library) -> None:
    assert not library.status().is_ready
    with pytest.raises(StoreUnavailable, match="no content yet"):
        library.catalogue(FhirVersion.R4)


async def test_reads_continue_without_the_store_and_changes_are_seen_when_it_returns(
    tmp_path: Path, context: ImportContext
) -> None:
    store = choose_store(None, "terminology", tmp_path)
    library = Library(store, context.canonical_base, context.now, poll_s=0.05)
    await store.open()
    await import_hcpcs(replace(context, store=store), [release("2025-07", "A0021")])
    await library.start()

    os.kill(int((tmp_path / "store.pid").read_text()), signal.SIGKILL)
    await until(lambda: not library.status().is_store_reachable)
    assert library.status().is_ready
    assert "has ended" in (library.status().problem or "")
    assert versions(library) == ("2025-07",)

    await until(lambda: library.status().is_store_reachable, timeout_s=30)
    await import_hcpcs(replace(context, store=store), [release("2025-10", "A0021")])
    await until(lambda: versions(library) == ("2025-07", "2025-10"))
    assert library.status().problem is None
    await library.stop()


async def test_a_load_that_fails_once_is_retried(
    library: Library, context: ImportContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [ValueError("nobody foresaw it")]

    def failing_once(*arguments: Any) -> Any:
        if failures:
            raise failures.pop()
        return snapshots_of(*arguments)

    await library.start()
    monkeypatch.setattr("terminology.library.library.snapshots_of", failing_once)
    with capture_logs() as logged:
        await import_hcpcs(context, [release("2025-07", "A0021")])
        await until(lambda: versions(library) == ("2025-07",))
    assert [line["event"] for line in logged] == ["The watch of the store failed"]


async def test_a_store_that_comes_after_the_start_makes_the_library_ready(
    store_uri: str, database: str, context: ImportContext
) -> None:
    places = ["mongodb://127.0.0.1:9/"]
    library = Library(MongoStore(lambda: places[-1], database), context.canonical_base, context.now, poll_s=0.05)
    await library.start()
    assert not library.status().is_ready
    assert library.status().problem == "The store mongodb://127.0.0.1:9 cannot be reached."
    places.append(store_uri)
    await until(lambda: library.status().is_ready, timeout_s=20)
    await library.stop()


async def test_without_watching_a_store_that_is_not_there_is_an_error(context: ImportContext) -> None:
    library = Library(MongoStore(lambda: "mongodb://127.0.0.1:9/", "test"), context.canonical_base, context.now)
    with pytest.raises(StoreUnavailable):
        await library.start(watch=False)


async def test_a_store_that_can_never_start_is_an_error_at_once(context: ImportContext) -> None:
    library = Library(MongoStore(lambda: "nonsense", "test"), context.canonical_base, context.now)
    with pytest.raises(NoStore):
        await library.start()


async def test_successors_of_ended_codes_are_served_for_every_release(library: Library, context: ImportContext) -> None:
    ended = (
        Property("terminationDate", Value("dateTime", "2025-06-30")),
        Property("crossReference", Value("code", "A0021")),
    )
    header = CodeSystemHeader(HCPCS, "2025-07")
    earlier = Release(CodeSystem(header, (Concept("A0001", properties=ended),)), Source("2025-07.csv", "00", 1), 1)
    await import_hcpcs(context, [earlier, release("2025-10", "A0021")])
    await library.start(watch=False)
    url = f"{library.canonical_base}/ConceptMap/hcpcs-replaced-by"
    for version in FhirVersion:
        maps = library.catalogue(version).concept_maps[url]
        assert [item.header.version for item in maps] == ["2025-10", "2025-07"]
        entry = library.resources(version).find("ConceptMap", "hcpcs-replaced-by-2025-10")
        assert entry
        assert entry.last_updated == context.now()
        assert entry.read()["url"] == url


def many_codes(first: int) -> list[str]:
    return [f"A{number:04}" for number in range(first, first + 1200)]


def put_a_file_there(path: Path) -> None:
    path.write_text("not a folder")


def column_files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.columns"))


async def test_the_column_file_of_replaced_content_is_deleted_when_unused(
    library: Library, context: ImportContext, tmp_path: Path
) -> None:
    await import_hcpcs(context, [release("2025-10", *many_codes(0))])
    await library.start()
    before = column_files_in(tmp_path)
    provider = library.catalogue(FhirVersion.R4).get_code_system(HCPCS)
    await import_hcpcs(context, [release("2025-10", *many_codes(100))])
    await until(lambda: library.revision == 2)
    assert len(column_files_in(tmp_path)) == 2  # ours is in use
    assert provider.locate("A0000")
    del provider
    await until(lambda: len(column_files_in(tmp_path)) == 1)
    assert column_files_in(tmp_path) != before
    assert library.catalogue(FhirVersion.R4).get_code_system(HCPCS).locate("A1299")


async def test_a_column_file_that_is_overwritten_while_it_is_used_is_rebuilt(
    library: Library, context: ImportContext, tmp_path: Path
) -> None:
    await import_hcpcs(context, [release("2025-10", *many_codes(0))])
    await library.start()
    (name,) = column_files_in(tmp_path)
    file = next((tmp_path / "columns").rglob(name))
    before = file.read_bytes()
    damage = bytes(len(before) // 2)
    with file.open("r+b") as opened, capture_logs() as logs:
        opened.write(damage)
        opened.flush()
        await until(lambda: file.read_bytes() == before)
        await until(lambda: library.catalogue(FhirVersion.R4).get_code_system(HCPCS).locate("A0007") is not None)
    assert [entry["imports"] for entry in logs if "imports" in entry] == [[name.partition(".")[0]]]
    assert library.catalogue(FhirVersion.R4).get_code_system(HCPCS).search("service a0007")[0] == 7


async def test_without_column_files_answers_are_the_same_and_the_problem_is_reported(
    library: Library, context: ImportContext, tmp_path: Path
) -> None:
    put_a_file_there(tmp_path / "columns")
    await import_hcpcs(context, [release("2025-10", *many_codes(0))])
    with capture_logs() as logs:
        await library.start()
    provider = library.catalogue(FhirVersion.R4).get_code_system(HCPCS)
    assert (provider.count, provider.locate("A0007")) == (1200, Concept("A0007", "Service A0007"))
    assert provider.search("service a0007")[0] == 7
    problem = library.status().columns_problem
    assert problem == f"The folder {tmp_path}/columns cannot be written: File exists."
    assert [entry["problem"] for entry in logs if "problem" in entry] == [problem]
    assert library.status().is_ready
