"""StorePart: the part of MongoStore for one concern."""

from collections.abc import Callable

from terminology.store.connection import Connection


class StorePart:
    """Asks for the connection each time, which is another one after the store was opened again."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect

    @property
    def connection(self) -> Connection:
        return self._connect()
