"""The format of a database: {_id: "format", number: 1} beside the publication.

Every version of the software so far reads and writes the same documents, so there is nothing to migrate: a database
without the mark is of format 1, and gets it. What a later version wrote in another format is not touched.
"""

from terminology.library.ports import NoStore
from terminology.store.connection import Connection
from terminology.store.indexes import PUBLICATION

MARK = "format"
FORMAT = 1
NEWER = (
    "{place} holds content in format {number}, and this version of the software knows format {known}: a newer version "
    "wrote it. Use that version, or another database (TERMINOLOGY_DATABASE)."
)


async def ensure_format(connection: Connection) -> None:
    """Raises NoStore when a newer version of the software wrote the database."""
    found = await connection.find_one(PUBLICATION, MARK)
    if found is None:
        await connection.insert_new(PUBLICATION, [{"_id": MARK, "number": FORMAT}])
    elif found["number"] > FORMAT:
        raise NoStore(NEWER.format(place=connection.place, number=found["number"], known=FORMAT))
