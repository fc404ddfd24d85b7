import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from fhir_resources.version import FhirVersion
from terminology.core.days import parse_days
from terminology.core.subscriptions import Notice, Subscription, SubscriptionRequest
from terminology.library.library import Library
from terminology.library.ports import no_progress
from terminology.store import backup, backup_file, indexes
from terminology.store.backup import NotEmpty, NotRestored
from terminology.store.backup_file import Manifest
from terminology.store.documents import Document
from terminology.store.mongo_store import MongoStore
from terminology.store.publication import change_state
from tests.contracts.store import NOON, letters, publish, record_of, withdraw

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
FIRST_VERSION = Path(__file__).parents[2] / "examples" / "store-of-the-first-version.backup"


async def back_up(store: MongoStore) -> tuple[io.BytesIO, Manifest]:
    file = io.BytesIO()
    await backup.back_up(store.connection, file, "0.1.0", "2026-11-27", no_progress)
    return file, backup_file.check(file)


async def restore(store: MongoStore, file: io.BytesIO, manifest: Manifest) -> None:
    await backup.restore(store.connection, file, manifest, no_progress)


async def test_everything_round_trips(store: MongoStore, store_uri: str, database: str) -> None:
    await publish(store, "i1", letters("2025-07", "ab"))
    await publish(store, "i2", letters("2025-10", "bc"))
    before = await store.load_code_systems(["i1", "i2"])
    file, manifest = await back_up(store)
    for name in ("concepts", "imports", "code_systems", "texts"):
        with MongoClient(store_uri) as client:
            client[database][name].drop()
    await restore(store, file, manifest)
    another = MongoStore(lambda: store_uri, database)
    await another.open()
    assert (await another.publication()).imports == ("i1", "i2")
    assert await another.load_code_systems(["i1", "i2"]) == before
    await another.close()


def test_no_collection_is_forgotten() -> None:
    """A new collection belongs in a backup, unless it is rebuilt on demand."""
    named = {value for name, value in vars(indexes).items() if name.isupper() and isinstance(value, str)}
    anew = {indexes.PUBLICATION, indexes.PROBES, indexes.SESSIONS, indexes.USED_TOKENS}
    assert named - set(indexes.COLLECTIONS) == anew


async def test_subscriptions_are_restored_with_their_pending_notices(store: MongoStore) -> None:
    wanted = SubscriptionRequest("codes-ended", "https://a.org/v", "https://ehr.example.org/")
    await store.subscriptions.save(Subscription("s", "run", "key", wanted, "5.0", "https://tx", "{}", NOON))
    waiting = Notice(1, "cause", NOON, "ValueSet/x")
    await store.subscriptions.add_notice("run", waiting)
    await store.subscriptions.change("s", "run", {"events": 1, "status": "active"})
    await store.subscriptions.save_state("run", {"sequence": 1, "ended": ["x"]})
    before = await store.subscriptions.load()
    await store.subscriptions.take_lease("somebody", NOON, NOON + timedelta(minutes=1))
    file, manifest = await back_up(store)
    await store.subscriptions.change("s", "run", {"delivered": 1})
    await store.subscriptions.remove_notices("run")
    await restore(store, file, manifest)
    assert await store.subscriptions.load() == before
    assert await store.subscriptions.load_notices("run", 0, 9) == (waiting,)
    assert await store.subscriptions.load_state("run") == {"_id": "run", "sequence": 1, "ended": ["x"]}
    assert await store.subscriptions.take_lease("another", NOON, NOON + timedelta(minutes=1))  # who sends is no content


async def test_invisible_content_is_not_backed_up(store: MongoStore) -> None:
    await publish(store, "i1", letters("1", "ab"))
    await publish(store, "i2", letters("2", "bcd"))
    await withdraw(store, "i2")
    await store.begin(record_of("i3", letters("3")))
    _, manifest = await back_up(store)
    assert manifest.imports == ("i1",)
    assert (manifest.documents("imports"), manifest.documents("concepts")) == (1, 2)


async def test_a_restore_replaces_the_content_and_is_noticed_as_a_change(store: MongoStore) -> None:
    await publish(store, "i1", letters("1", "ab"))
    file, manifest = await back_up(store)
    await publish(store, "i2", letters("2", "xyz"))
    revision = (await store.publication()).revision
    with pytest.raises(NotEmpty, match="2 imports"):
        await backup.refuse_content(store.connection, lambda document: False)
    await restore(store, file, manifest)
    publication = await store.publication()
    assert publication.imports == ("i1",)
    assert publication.revision > revision
    await store.clean(NOON)
    assert [code.code for code in (await store.load_code_systems(["i1"]))["i1"].concepts] == ["a", "b"]


async def test_restored_content_is_not_cleaned_up_before_it_is_visible(
    store: MongoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publish(store, "i1", letters("1", "ab"))
    file, manifest = await back_up(store)
    insert_new = store.connection.insert_new

    async def cleaning(collection: str, documents: Sequence[Document]) -> list[str]:
        """Like a server that starts in the meantime."""
        taken = await insert_new(collection, documents)
        await store.clean(NOON + timedelta(days=400))
        return taken

    monkeypatch.setattr(store.connection, "insert_new", cleaning)
    await restore(store, file, manifest)
    assert [code.code for code in (await store.load_code_systems(["i1"]))["i1"].concepts] == ["a", "b"]


async def test_files_cleaned_up_by_others_are_reported(store: MongoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    await publish(store, "i1", letters("1", "ab"))
    file, manifest = await back_up(store)
    insert_new = store.connection.insert_new

    async def giving_up(collection: str, documents: Sequence[Document]) -> list[str]:
        if collection == indexes.IMPORTS:
            await change_state(store.connection, lambda state: state.without_pending(["i1"]))
        return await insert_new(collection, documents)

    monkeypatch.setattr(store.connection, "insert_new", giving_up)
    with pytest.raises(NotRestored, match="cleaned up meanwhile"):
        await restore(store, file, manifest)


async def test_harmless_imports_do_not_count(store: MongoStore) -> None:
    await publish(store, "i1", letters("1", "ab"))
    await backup.refuse_content(store.connection, lambda document: document["_id"] == "i1")


async def test_a_store_of_the_first_version_opens(store: MongoStore) -> None:
    """Written by the code of 2026-11-22, commit 70bb17a: its starter content and an imported value set."""
    with FIRST_VERSION.open("rb") as file:
        await backup.restore(store.connection, file, backup_file.check(file), no_progress)
    library = Library(store, "https://terminology.example.org/fhir", lambda: NOON)
    await library.refresh()
    catalogue = library.catalogue(FhirVersion.R4)
    release = catalogue.get_code_system(HCPCS)
    assert (release.header.version, release.count) == ("2025-10", 75)
    concept: Any = release.locate("J3111")
    assert concept.display == "Injection, romosozumab-aqqg, 1 mg"
    assert catalogue.supplements_of(release)
    assert catalogue.as_of(release, parse_days("2015-01-01"))
    assert catalogue.find_value_set("http://example.org/fhir/ValueSet/two-drugs", "1")
    assert catalogue.find_code_system("http://hl7.org/fhir/administrative-gender")
    await publish(store, "new", letters("2"))  # and is written to
    assert len((await store.publication()).imports) == 5
