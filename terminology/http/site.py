"""Site: what every handler holds, made once by `create_application`."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime

from fhir_resources.operation_definitions import CACHE_CONTROL, OperationDefinition
from terminology.http.authorization.gate import Gate
from terminology.library.caches import Caches
from terminology.library.library import Library


@dataclass(frozen=True, slots=True)
class Site:
    """`public_base_url` None: addresses in links are taken from each request. Limits in bytes and seconds.

    `now` gives UTC, `new_id` UUIDs. `caches` None: there are several processes, which would not share them.
    """

    library: Library
    gate: Gate
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    software_version: str
    released: datetime
    public_base_url: str | None
    body_limit_bytes: int
    request_deadline_s: float
    expansion_limit_codes: int
    caches: Caches | None

    def held(self) -> "Site":
        """The same over the content of this moment, whatever is published meanwhile: no answer mixes two of them."""
        return replace(self, library=copy(self.library))

    def offers(self, operation: OperationDefinition) -> bool:
        return self.caches is not None or operation is not CACHE_CONTROL
