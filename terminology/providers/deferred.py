"""DeferredCodeSystem: a code system that is read on first use.

Of the thousands of code systems that HL7 defines few are ever requested. Until one is read, only its header and its
number of concepts are known.
"""

from collections.abc import Callable
from functools import cache

from terminology.core.history import Validity
from terminology.core.model import CodeSystem, CodeSystemHeader
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import ValueSet
from terminology.providers.delegating import DelegatingCodeSystem
from terminology.providers.generic import in_memory


class DeferredCodeSystem(DelegatingCodeSystem):
    """Delegates to a provider of what `read` returns; reads it once."""

    __slots__ = ("__weakref__", "_provider", "count", "header")
    count: int

    def __init__(self, header: CodeSystemHeader, count: int, read: Callable[[], CodeSystem]) -> None:
        self.header = header
        self.count = count
        self._provider = cache(lambda: in_memory(read()))

    @property
    def base(self) -> CodeSystemProvider:
        return self._provider()

    # Both without reading it:
    def find_implicit_value_set(self, url: str) -> ValueSet | None:
        return None

    def validity(self, code: str) -> Validity | None:
        return None
