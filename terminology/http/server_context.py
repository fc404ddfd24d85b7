"""ServerContext: what every handler is given, made once by `create_application`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fhir_resources.operation_definitions import CACHE_CONTROL, OperationDefinition
from terminology.core.budget import Limits
from terminology.http.authorization.gate import Gate
from terminology.http.notice_sending import NoticeSender
from terminology.library.audit_trail import AuditTrail
from terminology.library.caches import ClientResourceCaches
from terminology.library.dependencies import ContentStamp, Dependencies
from terminology.library.library import Library
from terminology.library.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class ServerContext:
    """`public_base_url` None: addresses in links are taken from each request.

    `now` gives UTC, `new_id` UUIDs. `caches` None: there are several processes, which would not share them.
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

    def content_key(self, snapshot: Snapshot) -> str:
        """Tells answers of different content apart, the same in every process over it."""
        return f"{self.software_version} {snapshot.digest}"

    def content_time(self, snapshot: Snapshot) -> datetime:
        """When the content came to be: its newest import or, before the first, the release of the server."""
        return snapshot.last_updated or self.released

    def content_stamp(self, snapshot: Snapshot, dependencies: Dependencies) -> ContentStamp:
        """Of what an answer depends on: what else is written since changes neither key nor time."""
        base = f"{self.software_version} {snapshot.base_digest}"
        time = snapshot.base.last_updated or self.released
        change = self.library.last_change(dependencies.basis)
        if change is None:
            return ContentStamp(base, time)
        if change.number > snapshot.written:  # touched since: of which earlier commit this is, is not known any more
            return ContentStamp(f"{base} {snapshot.written}", self.content_time(snapshot))
        return ContentStamp(f"{base} {change.number}", max(time, change.at))

    def offers(self, operation: OperationDefinition) -> bool:
        return self.caches is not None or operation is not CACHE_CONTROL
