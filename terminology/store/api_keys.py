"""API keys in MongoDB, by their id: {_id, name, sha256, scope, below, created_at, expires_at}."""

from terminology.library.api_keys import ApiKey
from terminology.store.documents import Document, in_utc
from terminology.store.indexes import API_KEYS
from terminology.store.part import StorePart


class MongoApiKeys(StorePart):
    async def add(self, key: ApiKey) -> None:
        await self.connection.insert_new(API_KEYS, [key_document(key)])

    async def load(self) -> tuple[ApiKey, ...]:
        """In order of creation."""
        found = map(key_from_document, await self.connection.find(API_KEYS, {}))
        return tuple(sorted(found, key=lambda key: (key.created_at, key.id)))

    async def find(self, id: str) -> ApiKey | None:
        document = await self.connection.find_one(API_KEYS, id)
        return key_from_document(document) if document else None

    async def remove(self, id: str) -> None:
        await self.connection.delete_many(API_KEYS, {"_id": id})


def key_document(key: ApiKey) -> Document:
    return {
        "_id": key.id,
        "name": key.name,
        "sha256": key.sha256,
        "scope": key.scope,
        "below": list(key.below),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
    }


def key_from_document(document: Document) -> ApiKey:
    return ApiKey(
        id=document["_id"],
        name=document["name"],
        sha256=document["sha256"],
        scope=document["scope"],
        below=tuple(document["below"]),
        created_at=in_utc(document["created_at"]),
        expires_at=document["expires_at"] and in_utc(document["expires_at"]),
    )
