"""Used one-time tokens in MongoDB: {_id: <hash of issuer and jti>, expires_at}."""

from datetime import datetime

from terminology.store.indexes import USED_TOKENS
from terminology.store.part import StorePart


class MongoUsedTokens(StorePart):
    async def use(self, id: str, now: datetime, expires_at: datetime) -> bool:
        """False when it was used before and has not expired. Of two concurrent uses only one inserts it."""
        document = {"_id": id, "expires_at": expires_at}
        if not await self.connection.insert_new(USED_TOKENS, [document]):
            return True
        await self.forget(now)
        return not await self.connection.insert_new(USED_TOKENS, [document])

    async def forget(self, expired_by: datetime) -> None:
        await self.connection.delete_many(USED_TOKENS, {"expires_at": {"$lte": expired_by}})
