"""ServerContext: what every handler gets, created once by `create_application`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fhir_resources.operation_definitions import CACHE_CONTROL, OperationDefinition
from terminology.core.budget import Limits
from terminology.http.authorization.gate import Gate
from terminology.http.notice_sending import NoticeSender
from terminology.library.audit_trail import AuditTrail
from terminology.library.caches import ClientResourceCaches
from terminology.library.content_stamps import Content
from terminology.library.library import Library
from terminology.library.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class ServerContext:
    """`public_base_url` None: addresses in links come from each request.

    `now` is in the operator's time zone, `new_id` returns UUIDs. `caches` None: there are several processes, which
    would not share them.
    """

    library: Library
    gate: Gate
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    software_version: str
    released: datetime
    public_base_url: str | None
    limits: Limits
    audit: AuditTrail
    caches: ClientResourceCaches | None
    notices: NoticeSender = field(default_factory=NoticeSender)

    def content(self, snapshot: Snapshot) -> Content:
        return Content(snapshot, self.software_version, self.released)

    def offers(self, operation: OperationDefinition) -> bool:
        return self.caches is not None or operation is not CACHE_CONTROL
