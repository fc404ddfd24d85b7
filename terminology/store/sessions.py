"""Sessions of browsers in MongoDB, by the hash of their secret: {_id, principal, expires_at}."""

from datetime import datetime

from terminology.core.principals import Principal
from terminology.core.scopes import scopes_of
from terminology.library.sessions import Session, scope_text
from terminology.store.documents import Document, in_utc
from terminology.store.indexes import SESSIONS
from terminology.store.part import StorePart


class MongoSessions(StorePart):
    async def save(self, session: Session) -> None:
        await self.connection.insert_new(SESSIONS, [session_document(session)])

    async def find(self, id: str) -> Session | None:
        document = await self.connection.find_one(SESSIONS, id)
        return session_from_document(document) if document else None

    async def remove(self, id: str) -> None:
        await self.connection.delete_many(SESSIONS, {"_id": id})

    async def forget(self, expired_by: datetime) -> None:
        await self.connection.delete_many(SESSIONS, {"expires_at": {"$lte": expired_by}})


def session_document(session: Session) -> Document:
    principal = session.principal
    return {
        "_id": session.id,
        "principal": {
            "id": principal.id,
            "name": principal.name,
            "kind": principal.kind,
            "scope": scope_text(principal),
            "below": list(principal.below),
            "issuer": principal.issuer,
            "token_id": principal.token_id,
        },
        "expires_at": session.expires_at,
    }


def session_from_document(document: Document) -> Session:
    stored, expires_at = document["principal"], in_utc(document["expires_at"])
    principal = Principal(
        id=stored["id"],
        name=stored["name"],
        kind=stored["kind"],
        scopes=scopes_of(stored["scope"]),
        below=tuple(stored["below"]),
        expires_at=expires_at,
        issuer=stored["issuer"],
        token_id=stored["token_id"],
    )
    return Session(document["_id"], principal, expires_at)
