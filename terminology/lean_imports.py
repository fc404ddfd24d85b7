"""Libraries without what they load of others wherever they find it, and nothing here uses.

Such parts come along with other packages. They would take a seventh of a server's memory and a tenth of a second of
its start: rich for structlog's console (log.py), cryptography for pymongo's second kind of TLS (store/connection.py),
watchfiles for uvicorn's reloading of source files (process.py).
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def without(*names: str) -> Iterator[None]:
    """As if these modules were not installed, unless they are imported already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: an import of it raises ImportError
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


class LaterModule:
    """A module that is imported when one of its functions is called for the first time.

    For what a server needs seldom, or not before somebody writes. Type checkers, and the contracts on who imports whom,
    read a plain import in its place.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, function: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self._name), function)(*arguments, **named)

        return call
