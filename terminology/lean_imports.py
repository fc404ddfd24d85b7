"""Imports libraries without the optional dependencies that they load if installed and that we never use.

Other packages install them. They would cost a seventh of a server's memory and 0.1 s of its startup: rich for
structlog's console (log.py), cryptography for pymongo's alternative TLS (store/connection.py), watchfiles for uvicorn's
auto-reload (process.py).
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Hides these modules from imports, unless they are already imported."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # importing None raises ImportError
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


class LazyModule:
    """A module that is imported on the first call of one of its functions.

    For code that a server rarely needs, or needs only for writes. Type checkers and the import contracts see a plain
    import instead.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, function: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self._name), function)(*arguments, **named)

        return call
