"""AuditEvent and Provenance: read and search; built from commits and audit notes, never changed.

    date        ge2026-11-01, le…, gt…, lt…, or a day, month or year
    entity      ValueSet/x, or one version of it: ValueSet/x/_history/3 (Provenance: target)
    agent       name or id of the principal
    action      C R U D E; outcome 0 4 8 (AuditEvent)

Source: https://hl7.org/fhir/R4/auditevent.html#search.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from fhir_resources.audit_event import AuditFacts, write_audit_event, write_provenance
from fhir_resources.bundle import searchset
from fhir_resources.version import FhirVersion
from terminology.core import canonical
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.principals import OPERATOR
from terminology.http.query_values import parse_span, whole_number
from terminology.http.requests import FhirRequest
from terminology.http.responses import NO_STORE, Answer
from terminology.http.server_context import ServerContext
from terminology.http.versioned_resource import versioned
from terminology.http.views import instant
from terminology.library.commits import AuditNote
from terminology.library.resources import ResourceEntry, unknown_resource
from terminology.library.written import HistoryEntry

DEFAULT_COUNT, LARGEST_COUNT = 50, 1000
BASES = frozenset(version.path for version in FhirVersion)
ACTIONS = {"POST": "C", "PUT": "U", "PATCH": "U", "DELETE": "D"}
INTERACTIONS = {"POST": "create", "PUT": "update", "PATCH": "patch", "DELETE": "delete"}
OF_ITSELF = ("login", "import", "remove")  # notes that are not requests: their text says everything
PREFIXES = ("ge", "le", "gt", "lt", "eq")
PARAMETERS = {
    "AuditEvent": ("date", "entity", "agent", "action", "outcome", "_id"),
    "Provenance": ("recorded", "target", "agent", "_id"),
}
CONTROLS = ("_count", "_offset", "_format", "_pretty", "_sort")

Json = dict[str, Any]
Chosen = Callable[[AuditFacts], bool]


def search(type: str, server: ServerContext, request: FhirRequest) -> Answer:
    """Newest first. Unknown parameters are refused: an audit search that ignores a filter would mislead."""
    _check_names(type, request)
    begin, end = _period(request, "date" if type == "AuditEvent" else "recorded")
    wanted = _chosen(request)
    found = [facts for facts in _facts(server, type, begin, end) if wanted(facts)]
    count, offset = whole_number(request, "_count", DEFAULT_COUNT), whole_number(request, "_offset", 0)
    page = found[offset : offset + min(count, LARGEST_COUNT)]
    matches = [(f"{request.base}/{type}/{facts.id}", _written(type, facts, request)) for facts in page]
    links = {"self": f"{request.base}/{type}?{urlencode(request.query)}"}
    if count and offset + count < len(found):
        retained = [item for item in request.query if item[0] != "_offset"]
        links["next"] = f"{request.base}/{type}?{urlencode([*retained, ('_offset', str(offset + count))])}"
    bundle = searchset(matches, len(found), links)
    return Answer(bundle, headers={"Cache-Control": NO_STORE}, written_in=request.version)


def read(type: str, server: ServerContext, request: FhirRequest, id: str) -> Answer:
    for facts in _facts(server, type, "0", "9"):
        if facts.id == id:
            return Answer(
                _written(type, facts, request), headers={"Cache-Control": NO_STORE}, written_in=request.version
            )
    raise unknown_resource(type, id)


def _written(type: str, facts: AuditFacts, request: FhirRequest) -> Json:
    return write_audit_event(facts, request.version) if type == "AuditEvent" else write_provenance(facts)


def _facts(server: ServerContext, type: str, begin: str, end: str) -> list[AuditFacts]:
    """The facts in this span of time, newest first; times in the format of the notes' ids."""
    log = server.library.written.log[:]
    found = [(entry.at, _of_write(entry)) for entry in log if begin <= _stamp(entry.at) < end]
    if type == "Provenance":
        found += [item for item in _of_imports(server) if begin <= _stamp(item[0]) < end]
    else:
        server.library.wait_for(server.audit.flush())
        notes = server.library.wait_for(server.library.store.load_audit_notes(begin, end))
        found += [(note.at, _of_note(note)) for note in notes]
    return [facts for _, facts in sorted(found, key=lambda item: item[0], reverse=True)]


def _of_write(entry: HistoryEntry) -> AuditFacts:
    version, author = entry.version, entry.author
    return AuditFacts(
        id=f"{entry.commit}-{version.type}-{version.version_id}-{version.id}"[:64],
        recorded=instant(entry.at),
        action="C" if version.version_id == 1 else ACTIONS[version.method],
        interaction=INTERACTIONS[version.method],
        status=200,
        agent_id=author.id,
        agent_name=author.name,
        issuer=author.issuer,
        token_id=author.token_id,
        address=author.address,
        request_id=author.request_id,
        reference=version.reference,
    )


def _of_imports(server: ServerContext) -> Iterator[tuple[datetime, AuditFacts]]:
    """From what is loaded: the source files of each import, and what is served of it."""
    index = server.library.snapshot(FhirVersion.R5).resources
    found = (entry for type in index.by_type for entry in index.entries(type) if not entry.is_written)
    ids = {(entry.type, entry.header.url, entry.header.version): _reference(server, entry) for entry in found}
    for item in server.library.loaded.imports:
        record = item.record
        if record.imported_at is None:
            continue
        names = [("CodeSystem", record.system or "", record.version)]
        names += [(each.stored.type, each.stored.url or "", each.stored.version) for each in item.resources]
        references = [ids[name] for name in dict.fromkeys(names) if name in ids]
        yield (
            record.imported_at,
            AuditFacts(
                id=f"import-{record.id}"[:64],
                recorded=instant(record.imported_at),
                action="C",
                interaction="create",
                status=200,
                agent_id=OPERATOR.id,
                agent_name=OPERATOR.name,
                others=tuple(references),
                canonical=canonical.join(record.system or f"urn:import:{record.kind}", record.version),
                sources=tuple((source.name, source.sha256) for source in record.sources),
            ),
        )


def _reference(server: ServerContext, entry: ResourceEntry) -> str:
    version_id = versioned(entry, server.released, server.software_version).version_id
    return f"{entry.type}/{entry.id}/_history/{version_id}"


def _of_note(note: AuditNote) -> AuditFacts:
    author = note.author
    read = _read_resource(note)
    return AuditFacts(
        id=note.id[:64],
        recorded=instant(note.at),
        action="R" if read else ACTIONS.get(note.method, "E"),
        interaction=_interaction(note),
        reference=read or _refused_resource(note),
        status=note.status,
        agent_id=author.id,
        agent_name=author.name,
        issuer=author.issuer,
        token_id=author.token_id,
        address=author.address,
        request_id=author.request_id,
        text=note.path
        if note.method == "read"
        else note.text
        if note.method in OF_ITSELF
        else f"{note.method} {note.path}: {note.status}. {note.text}",
    )


def _read_resource(note: AuditNote) -> str | None:
    """The resource of a read; None for an operation, a search or a document."""
    parts = note.path.removeprefix("GET ").split("/")
    is_one = note.method == "read" and len(parts) in (2, 4) and not any(part.startswith("$") for part in parts)
    return "/".join(parts) if is_one and note.path.startswith("GET ") else None


def _refused_resource(note: AuditNote) -> str | None:
    """The resource of a refused write, if its address names one."""
    parts = note.path.strip("/").split("/")
    is_one = len(parts) in (3, 4) and not any(part.startswith(("$", "_")) for part in parts[1:3])
    return f"{parts[1]}/{parts[2]}" if is_one and parts[0] in BASES and note.method != "read" else None


def _interaction(note: AuditNote) -> str:
    if note.method == "login":
        return "login"
    if note.method != "read":
        return INTERACTIONS.get(note.method, "operation")
    path = note.path.partition(" ")[2]
    if "$" in path:
        return "operation"
    if "_history" in path:
        return "vread" if path.count("/") > 2 else "history-instance" if path.count("/") > 1 else "history-type"
    return "read" if "/" in path and not path.endswith("_search") else "search-type"


def _chosen(request: FhirRequest) -> Chosen:
    conditions = list(_conditions(request))
    return lambda facts: all(holds(facts) for holds in conditions)


def _conditions(request: FhirRequest) -> Iterator[Chosen]:
    for name, value in request.query:
        match name:
            case "entity" | "target":
                yield lambda facts, value=value: _concerns(facts, value)  # type: ignore[misc]
            case "agent":
                yield lambda facts, value=value: value in (facts.agent_id, facts.agent_name)  # type: ignore[misc]
            case "action":
                yield lambda facts, value=value: facts.action == value  # type: ignore[misc]
            case "outcome":
                yield lambda facts, value=value: facts.outcome == value.rpartition("|")[2]  # type: ignore[misc]
            case "_id":
                yield lambda facts, value=value: facts.id == value  # type: ignore[misc]


def _concerns(facts: AuditFacts, reference: str) -> bool:
    own = (facts.reference or "", *facts.others)
    return any(name == reference or name.startswith(f"{reference}/_history/") for name in own)


def _check_names(type: str, request: FhirRequest) -> None:
    for name, _ in request.query:
        if name not in (*PARAMETERS[type], *CONTROLS):
            text = f"A search of {type} supports {', '.join(PARAMETERS[type])}; not {name}"
            raise BadRequest(Issue("error", "not-supported", text, expression=(name,)))


def _period(request: FhirRequest, name: str) -> tuple[str, str]:
    """The intersection of all requested dates, as id prefixes."""
    begin, end = "0", "9"
    for value in request.texts(name):
        prefix, text = (value[:2], value[2:]) if value[:2] in PREFIXES else ("eq", value)
        first, last = map(_stamp, parse_span(name, text))
        behind = f"{last}:"  # which sorts after every digit
        if prefix in ("ge", "eq"):
            begin = max(begin, first)
        if prefix == "gt":
            begin = max(begin, behind)
        if prefix in ("le", "eq"):
            end = min(end, behind)
        if prefix == "lt":
            end = min(end, first)
    return begin, end


def _stamp(at: datetime) -> str:
    """Fixed length, so that stamps sort by time."""
    moment = at.astimezone(UTC)
    return f"{moment.year:04}{moment:%m%d%H%M%S%f}"
