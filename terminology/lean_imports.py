"""Libraries without what they load of others wherever they find it, and nothing here uses.

Such parts come along with other packages. They would take a seventh of a server's memory and a tenth of a second of
its start: rich for structlog's console (log.py), cryptography for pymongo's second kind of TLS (store/connection.py),
watchfiles for uvicorn's reloading of source files (process.py).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
