"""What every Store does. Run by each implementation, over the wire protocol of each server it supports.

`store` and `another_store` are two connections to one empty database.
"""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fhir_resources.version import FhirVersion
from seed.release import RejectedRow, Source
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Designation, Property, Value
from terminology.library.compressed_text import text_of
from terminology.library.ports import ContentGone, ImportAbandoned, ImportRecord, Store, StoredResource

URL = "http://example.org/letters"
NOON = datetime(2025, 10, 1, 12, 0, 0, 123000, tzinfo=UTC)
SOURCE = Source("letters.txt", "ab" * 32, 42)


def letters(version: str, codes: str = "cab", display: str = "letter") -> CodeSystem:
    concepts = (Concept(code, f"{display} {code}", properties=(Property("n", Value("integer", 1)),)) for code in codes)
    return CodeSystem(CodeSystemHeader(URL, version), tuple(concepts), {"b": ("a",)} if "b" in codes else {})


def record_of(id: str, code_system: CodeSystem, started_at: datetime = NOON) -> ImportRecord:
    header = code_system.header
    return ImportRecord(id, "hcpcs", (SOURCE,), started_at, system=header.url, version=header.version)


async def publish(store: Store, id: str, code_system: CodeSystem) -> ImportRecord:
    record = record_of(id, code_system)
    await store.begin(record)
    await store.save_code_system(id, code_system)
    await store.publish([record], lambda published: (*published, record))
    return record


async def withdraw(store: Store, id: str) -> None:
    await store.publish((), lambda published: tuple(item for item in published if item.id != id))


def resource(id: str, text: str | None = '{"resourceType":"ValueSet"}') -> StoredResource:
    return StoredResource("ValueSet", id, None, "1", FhirVersion.R4, (FhirVersion.R4,), text, SOURCE, NOON)


def long_code_system() -> str:
    """FHIR JSON so long that its columns are in a file, because of one definition."""
    concepts = [{"code": "c0", "definition": "long " * 2_000_000}, {"code": "c1"}]
    head = {"resourceType": "CodeSystem", "url": URL, "status": "active", "content": "complete"}
    return json.dumps({**head, "concept": concepts})


def code_system_resource(text: str) -> StoredResource:
    return StoredResource("CodeSystem", "long", URL, "1", FhirVersion.R5, (FhirVersion.R5,), text, SOURCE, NOON)


class StoreContract:
    async def test_an_empty_store_publishes_nothing(self, store: Store) -> None:
        publication = await store.publication()
        assert (publication.revision, publication.imports) == (0, ())

    async def test_a_watcher_learns_of_a_change(self, store: Store, another_store: Store) -> None:
        await another_store.change(0.05)  # from here on it is watched
        noticed = asyncio.create_task(another_store.change(5.0))
        await publish(store, "i1", letters("1"))
        await noticed
        assert (await another_store.publication()).imports == ("i1",)

    async def test_a_code_system_comes_back_as_it_was_saved(self, store: Store) -> None:
        saved = letters("1")
        await publish(store, "i1", saved)
        assert (await store.load_code_systems(["i1"]))["i1"] == saved

    async def test_a_code_system_without_concepts_round_trips(self, store: Store) -> None:
        saved = CodeSystem(CodeSystemHeader(URL, None, content="not-present"))
        await publish(store, "i1", saved)
        assert (await store.load_code_systems(["i1"]))["i1"] == saved

    async def test_equal_concepts_of_two_versions_are_one_object(self, store: Store) -> None:
        await publish(store, "i1", letters("1", "abc"))
        await publish(store, "i2", replace(letters("2", "bcd"), parents={}))
        loaded = await store.load_code_systems(["i1", "i2"])
        assert [c.code for c in loaded["i2"].concepts] == ["b", "c", "d"]
        assert loaded["i1"].concepts[1] is loaded["i2"].concepts[0]

    async def test_a_changed_concept_is_retained_in_both_contents(self, store: Store) -> None:
        await publish(store, "i1", letters("1", "ab"))
        await publish(store, "i2", letters("2", "ab", display="character"))
        loaded = await store.load_code_systems(["i1", "i2"])
        assert [c.display for c in loaded["i1"].concepts] == ["letter a", "letter b"]
        assert [c.display for c in loaded["i2"].concepts] == ["character a", "character b"]

    async def test_many_concepts_and_batches_come_back_in_order(self, store: Store) -> None:
        concepts = tuple(
            Concept(f"{number % 97}-{number}", designations=(Designation("same", "en"),)) for number in range(4321)
        )
        saved = CodeSystem(CodeSystemHeader(URL, "1"), concepts)
        await publish(store, "i1", saved)
        await publish(store, "i2", replace(saved, header=CodeSystemHeader(URL, "2")))
        loaded = await store.load_code_systems(["i1", "i2"])
        assert loaded["i1"].concepts == loaded["i2"].concepts == concepts

    async def test_an_import_is_invisible_until_it_is_published(self, store: Store) -> None:
        record = record_of("i1", letters("1"))
        await store.begin(record)
        await store.save_code_system("i1", letters("1"))
        assert (await store.publication()).imports == ()
        assert (await store.publication()).revision == 0

    async def test_several_imports_become_visible_at_once(self, store: Store) -> None:
        records = [record_of("i1", letters("1")), record_of("i2", letters("2"))]
        for record in records:
            await store.begin(record)
        publication = await store.publish(records, lambda published: (*published, *records))
        assert (publication.revision, publication.imports) == (1, ("i1", "i2"))
        assert await store.publication() == publication

    async def test_publishing_again_what_is_published_changes_nothing(self, store: Store) -> None:
        record = await publish(store, "i1", letters("1"))
        publication = await store.publish([record], lambda published: (*published, record))
        assert (publication.revision, publication.imports) == (1, ("i1",))

    async def test_the_record_of_an_import_round_trips(self, store: Store) -> None:
        record = replace(
            record_of("i1", letters("1")),
            sources=(SOURCE, replace(SOURCE, member="inner.txt")),
            imported_at=NOON + timedelta(seconds=3),
            content="complete",
            concepts=3,
            rows_read=5,
            rejected=(RejectedRow(4, "not a record"), RejectedRow(5, "neither")),
            rejected_total=2,
        )
        await store.begin(record)
        await store.publish([record], lambda _: (record,))
        assert await store.imports(["unknown", "i1"]) == (record,)

    async def test_a_long_list_of_rejected_rows_is_cut_and_counted(self, store: Store) -> None:
        rows = tuple(RejectedRow(line, "no") for line in range(1, 1502))
        record = replace(record_of("i1", letters("1")), rejected=rows, rejected_total=len(rows))
        await store.begin(record)
        (loaded,) = await store.imports(["i1"])
        assert (len(loaded.rejected), loaded.rejected_total) == (1000, 1501)

    async def test_importers_that_race_are_both_published(self, store: Store, another_store: Store) -> None:
        numbers = range(6)
        stores = [store, another_store] * 3
        await asyncio.gather(*(publish(stores[n], f"i{n}", letters(f"{n}", "abcdef"[: n + 1])) for n in numbers))
        publication = await store.publication()
        assert sorted(publication.imports) == [f"i{n}" for n in numbers]
        assert publication.revision == len(numbers)
        loaded = await store.load_code_systems(publication.imports)
        assert all(len(loaded[f"i{n}"].concepts) == n + 1 for n in numbers)

    async def test_importers_of_equal_content_race_without_harm(self, store: Store, another_store: Store) -> None:
        same = letters("1", "abcdefghijklmnopqrstuvwxyz")
        await asyncio.gather(publish(store, "i1", same), publish(another_store, "i2", same))
        loaded = await store.load_code_systems(["i1", "i2"])
        assert loaded["i1"] == loaded["i2"] == same

    async def test_cleanup_removes_content_that_is_no_longer_published(
        self, store: Store, another_store: Store
    ) -> None:
        await publish(store, "i1", letters("1", "abc"))
        await publish(store, "i2", letters("2", "bcd"))
        await withdraw(store, "i1")
        assert await store.clean(NOON - timedelta(hours=1)) == 1
        with pytest.raises(ContentGone):
            await another_store.load_code_systems(["i1"])
        assert [c.code for c in (await another_store.load_code_systems(["i2"]))["i2"].concepts] == ["b", "c", "d"]
        assert await store.imports(["i1", "i2"]) == (record_of("i2", letters("2")),)

    async def test_cleanup_is_idempotent(self, store: Store) -> None:
        await publish(store, "i1", letters("1"))
        await withdraw(store, "i1")
        assert await store.clean(NOON) == 1
        assert await store.clean(NOON) == 0

    async def test_cleaning_leaves_an_import_that_is_being_written(self, store: Store) -> None:
        record = record_of("i1", letters("1"))
        await store.begin(record)
        await store.save_code_system("i1", letters("1"))
        assert await store.clean(NOON - timedelta(hours=1)) == 0
        await store.publish([record], lambda published: (*published, record))
        assert (await store.load_code_systems(["i1"]))["i1"] == letters("1")

    async def test_an_abandoned_import_is_cleaned_up_and_can_never_be_published(self, store: Store) -> None:
        record = record_of("i1", letters("1"))
        await store.begin(record)
        await store.save_code_system("i1", letters("1"))
        assert await store.clean(NOON + timedelta(hours=1)) == 1
        with pytest.raises(ImportAbandoned):
            await store.publish([record], lambda published: (*published, record))
        assert (await store.publication()).imports == ()

    async def test_content_that_is_half_there_is_never_loaded(self, store: Store) -> None:
        await store.begin(record_of("i1", letters("1")))
        with pytest.raises(ContentGone):
            await store.load_code_systems(["i1"])

    async def test_resources_come_back_in_order_and_as_received(self, store: Store) -> None:
        texts = ['{"a": 1.10}', '{"text": "é\\u00e9 \U0001f9ea"}', '{"long": "' + "x" * 5_000_000 + '"}', None]
        saved = tuple(resource(f"r{number}", text) for number, text in enumerate(texts))
        record = ImportRecord("i1", "resources", (SOURCE,), NOON)
        await store.begin(record)
        await store.save_resources("i1", saved)
        await store.publish([record], lambda published: (*published, record))
        loaded = (await store.load_resources(["i1"]))["i1"]
        # A store may give a text of millions of characters compressed.
        assert tuple(replace(item, text=item.text and text_of(item.text)) for item in loaded) == saved

    async def test_resources_are_found_by_url_in_the_requested_imports(self, store: Store) -> None:
        saved_of = {}
        for id in ("i1", "i2", "i3"):
            saved = [replace(resource(f"{id}-{url}"), url=f"u:{url}") for url in "ab"]
            record = ImportRecord(id, "resources", (SOURCE,), NOON)
            await store.begin(record)
            saved_of[id] = saved[1]
            await store.save_resources(id, saved)
            await store.publish([record], lambda published, record=record: (*published, record))  # type: ignore[misc]
        found = await store.find_resources(["i2", "i1"], ["u:b", "u:c"])
        assert [item.id for item in found] == ["i2-b", "i1-b"]
        assert found[0] == saved_of["i2"]

    async def test_cleaning_removes_resources_that_were_never_published(self, store: Store) -> None:
        await store.begin(ImportRecord("i1", "resources", (SOURCE,), NOON))
        await store.save_resources("i1", [resource("r1")])
        assert await store.clean(NOON + timedelta(hours=1)) == 1
        assert (await store.load_resources(["i1"]))["i1"] == ()

    async def test_opening_again_changes_nothing(self, store: Store) -> None:
        await publish(store, "i1", letters("1"))
        await store.open()
        assert (await store.publication()).imports == ("i1",)

    @pytest.mark.parametrize("count", [3, 1200])
    async def test_columns_are_those_of_the_code_system_that_was_saved(self, store: Store, count: int) -> None:
        saved = letters("1", "ab" + "".join(chr(0x4E00 + number) for number in range(count - 2)))
        await publish(store, "i1", saved)
        for _ in range(2):
            columns = (await store.load_columns(["i1"]))["i1"]
            assert columns.header == saved.header
            assert tuple(columns.concept(ordinal) for ordinal in range(columns.count)) == saved.concepts
            assert (columns.parents(1), columns.children(0)) == ((0,), (1,))
        assert store.columns_problem is None

    async def test_columns_with_a_missing_file_are_rebuilt_from_the_store(
        self, store: Store, another_store: Store
    ) -> None:
        saved = letters("1", "".join(chr(0x4E00 + number) for number in range(1200)))
        await publish(store, "i1", saved)
        await publish(store, "i2", letters("2", "".join(chr(0x4E00 + number) for number in range(600, 1900))))
        assert await another_store.clean_columns([]) == 0
        columns = (await another_store.load_columns(["i2", "i1"]))["i1"]
        assert tuple(columns.concept(ordinal) for ordinal in range(columns.count)) == saved.concepts

    async def test_columns_of_removed_content_are_unavailable(self, store: Store) -> None:
        with pytest.raises(ContentGone):
            await store.load_columns(["i1"])

    async def test_a_long_code_system_comes_back_with_its_text_and_columns(self, store: Store) -> None:
        text = long_code_system()
        await store.save_resources("i1", [resource("a"), code_system_resource(text), resource("z")])
        for _ in range(2):
            before, long, behind = (await store.load_resources(["i1"]))["i1"]
            assert (before, behind) == (resource("a"), resource("z"))
            assert text_of(long.text or "") == text
            assert long.columns
            assert (long.columns.count, long.columns.ordinal("c1")) == (2, 1)
