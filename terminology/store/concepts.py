"""Concepts in MongoDB: one document for each (system, code, distinct content), with the releases that contain it.

Two releases differ in few concepts, so saving one mostly adds its tag to documents that are there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import islice
from typing import TypeVar

from terminology.core.model import CodeSystem, Concept
from terminology.library.ports import Progress
from terminology.store.connection import Connection
from terminology.store.documents import ConceptReader, Document, concept_document, id_range, system_key
from terminology.store.indexes import CONCEPTS

INSERTED_AT_ONCE = 5000  # the fewer commands, the fewer syncs; the driver splits what is too long for one message
TAGGED_AT_ONCE = 100  # what `$in` may hold on every server
RANGE_AT_ONCE = 20_000  # SecantusDB looks through the whole collection for each range
COST_OF_SURPLUS = 3  # of tagging by ranges what is then untagged by ids, as documents that are only tagged by ranges

T = TypeVar("T")
Concepts = dict[str, dict[str, Concept]]  # by release tag, then by code


async def save_concepts(connection: Connection, tag: str, code_system: CodeSystem, progress: Progress) -> None:
    """Writes every concept of a release under its tag. What another import writes or cleans meanwhile does no harm."""
    system = code_system.header.url
    documents = {item["_id"]: item for item in (concept_document(system, c) for c in code_system.concepts)}
    in_range = {"_id": id_range(system_key(system))}
    found = await connection.find(CONCEPTS, in_range, {"_id": 1, "releases": 1})
    stored = {item["_id"]: item["releases"] for item in found}
    tagged = await _tag_like_another(connection, tag, documents.keys(), stored, progress)
    known = [id for id in documents if id in stored and id not in tagged]
    new = [id for id in documents if id not in stored]
    done = len(tagged)
    for ids in chunks(known, TAGGED_AT_ONCE):
        new += await _tag(connection, tag, ids)
        done += len(ids)
        progress("concepts", min(done, len(documents)), len(documents))
    for ids in chunks(new, INSERTED_AT_ONCE):
        await _insert(connection, tag, [documents[id] for id in ids])
        done += len(ids)
        progress("concepts", min(done, len(documents)), len(documents))


async def _tag_like_another(
    connection: Connection, tag: str, wanted: Set[str], stored: Mapping[str, list[str]], progress: Progress
) -> set[str]:
    """Adds the tag to what the most similar release has, and takes it from what is not wanted; the ids that have it.

    A range of `_id` with the tag of that release takes half the time of lists of `_id`.
    """
    like = _most_similar(wanted, stored)
    ids = sorted(id for id, releases in stored.items() if like in releases)
    tagged: set[str] = set()
    for some in chunks(ids, RANGE_AT_ONCE):
        within = {"_id": {"$gte": some[0], "$lte": some[-1]}, "releases": like}
        found = await connection.update_many(CONCEPTS, within, {"$addToSet": {"releases": tag}})
        if found != len(some):  # that release is just being written, or cleaned away
            some = await _having(connection, within | {"releases": tag})
        tagged.update(some)
        progress("concepts", len(tagged & wanted), len(wanted))
    for some in chunks(tagged - wanted, TAGGED_AT_ONCE):
        await connection.update_many(CONCEPTS, {"_id": {"$in": some}}, {"$pull": {"releases": tag}})
    return tagged & wanted


def _most_similar(wanted: Set[str], stored: Mapping[str, list[str]]) -> str | None:
    """The tag of the release that shares most with what is wanted and has least besides; None = none is similar."""
    gain: Counter[str] = Counter()
    for id, releases in stored.items():
        gain.update(dict.fromkeys(releases, 1 if id in wanted else -COST_OF_SURPLUS))
    ((like, most),) = gain.most_common(1) or ((None, 0),)
    return like if most > 0 else None


async def _having(connection: Connection, filter: Document) -> list[str]:
    return [item["_id"] for item in await connection.find(CONCEPTS, filter, {"_id": 1})]


async def _tag(connection: Connection, tag: str, ids: list[str]) -> list[str]:
    """Adds the tag; the ids of documents that are not there any more, because a cleaning took them."""
    found = await connection.update_many(CONCEPTS, {"_id": {"$in": ids}}, {"$addToSet": {"releases": tag}})
    if found == len(ids):
        return []
    retained = set(await _having(connection, {"_id": {"$in": ids}, "releases": tag}))
    return [id for id in ids if id not in retained]


async def _insert(connection: Connection, tag: str, documents: list[Document]) -> None:
    """Inserts with the tag; where another import was faster, adds the tag to what it has inserted."""
    left = {document["_id"]: document for document in documents}
    while left:
        there = await connection.insert_new(CONCEPTS, [{**item, "releases": [tag]} for item in left.values()])
        gone = [id for ids in chunks(there, TAGGED_AT_ONCE) for id in await _tag(connection, tag, ids)]
        left = {id: left[id] for id in gone}


class ConceptCache:
    """Concepts in memory by the `_id` of their document, so that many releases share one object for each."""

    def __init__(self) -> None:
        self._reader = ConceptReader()
        self._by_id: dict[str, Concept] = {}

    async def load(self, connection: Connection, system: str, tags: Iterable[str]) -> Concepts:
        """The concepts of these releases of one system, by tag and code."""
        found: Concepts = {tag: {} for tag in tags}
        one_by_one = len(found) == 1
        in_range = {"_id": id_range(system_key(system))}
        await connection.scan(
            CONCEPTS,
            {**in_range, "releases": next(iter(found))} if one_by_one else in_range,
            self._absorb_into(found),
        )
        return found

    def _absorb_into(self, found: Concepts) -> Callable[[list[Document]], None]:
        def absorb(documents: list[Document]) -> None:
            for document in documents:
                wanted = [tag for tag in document["releases"] if tag in found]
                if wanted:
                    concept = self._concept(document)
                    for tag in wanted:
                        found[tag][concept.code] = concept

        return absorb

    def _concept(self, document: Document) -> Concept:
        concept = self._by_id.get(document["_id"])
        if concept is None:
            concept = self._by_id[document["_id"]] = self._reader.concept(document)
        return concept


async def remove_tags(connection: Connection, system: str, tags: Sequence[str]) -> None:
    """Takes the tags away, and the concepts that no release has any more. Done twice, it does nothing."""
    in_range = {"_id": id_range(system_key(system))}
    for some in chunks(tags, TAGGED_AT_ONCE):
        for tag in some:
            await connection.update_many(CONCEPTS, {**in_range, "releases": tag}, {"$pull": {"releases": tag}})
    # The filter is tested again as each is deleted: one that was tagged meanwhile stays.
    await connection.delete_many(CONCEPTS, {**in_range, "releases": []})


def chunks(items: Iterable[T], size: int) -> Iterable[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
