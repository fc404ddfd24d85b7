"""The routes below /r4 and /r5 as data: the endpoint for each template and method.

Shared by HTTP, batch entries, metrics (the template is the label) and OpenAPI.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fhir_resources.operation_definitions import ARTIFACT_DIFF, CLOSURE, OPERATIONS, OperationDefinition
from fhir_resources.version import FhirVersion
from terminology.core.scopes import ANY_TYPE
from terminology.http import artifact_operation_names, operations, resources
from terminology.http.authorization.rules import PUBLIC, AccessRule, reads
from terminology.http.authorization.rules import writes as writers
from terminology.http.errors import MethodNotAllowed, NotFound
from terminology.http.responses import Answer
from terminology.lean_imports import LazyModule

if TYPE_CHECKING:
    from terminology.http import (
        artifact_diff,
        artifact_operations,
        audit,
        closure,
        history,
        metadata,
        subscriptions,
        writes,
    )
else:  # they take a twentieth of the startup, and reads of codes need none of them
    artifact_diff = LazyModule("terminology.http.artifact_diff")
    artifact_operations = LazyModule("terminology.http.artifact_operations")
    audit = LazyModule("terminology.http.audit")
    closure = LazyModule("terminology.http.closure")
    history = LazyModule("terminology.http.history")
    metadata = LazyModule("terminology.http.metadata")
    subscriptions = LazyModule("terminology.http.subscriptions")
    writes = LazyModule("terminology.http.writes")

Handler = Callable[..., Answer]  # (server, request, *the ids of the address)
Row = tuple[str, str, Handler, str]  # template, method, handler, and the letters of the scope that it needs
# Operations that need more than a snapshot.
OWN_HANDLERS: Mapping[str, Handler] = {CLOSURE.id: closure.run, ARTIFACT_DIFF.id: artifact_diff.run}
TYPES = ("CodeSystem", "ValueSet", "ConceptMap", "NamingSystem")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`rule` decides access; without one, access is denied. `is_write`: its handler gets the body unparsed.

    `is_about_one_code`: the answer is a few facts about a code, so small requests need no thread.
    """

    template: str
    method: str
    handler: Handler
    operation: OperationDefinition | None = None
    type: str | None = None
    is_about_one_code: bool = False
    rule: AccessRule | None = None
    takes_form: bool = True
    takes_resource: bool = True
    is_write: bool = False


@dataclass(frozen=True, slots=True)
class RouteMatch:
    endpoint: Endpoint
    ids: tuple[str, ...]


Routes = Mapping[str, Mapping[str, Endpoint]]  # by template, then by method


def routes_of(version: FhirVersion) -> Routes:
    """Every endpoint of one FHIR version except the batch, which needs the routes itself."""
    table: dict[str, dict[str, Endpoint]] = {}
    for endpoint in (
        *_documents(),
        *_resources(),
        *_histories(),
        *_writes(),
        *_artifact_operations(),
        *_audit(),
        *_subscriptions(version),
        *_operations(version),
    ):
        table.setdefault(endpoint.template, {})[endpoint.method] = endpoint
    return table


def find(routes: Routes, method: str, path: str) -> RouteMatch:
    """The endpoint of a path below the base. Raises NotFound and MethodNotAllowed, each with a helpful sentence."""
    segments = path.split("/") if path else []
    template, ids = _template(routes, segments)
    if template is None:
        raise _not_found(routes, path, segments)
    methods = routes[template]
    if method not in methods:
        raise _not_allowed(methods, method, path)
    return RouteMatch(methods[method], ids)


def template_of(routes: Routes, path: str) -> str:
    """The template as a metrics label; a constant for unknown addresses."""
    template, _ = _template(routes, path.split("/") if path else [])
    return "unknown" if template is None else template


def _template(routes: Routes, segments: list[str]) -> tuple[str | None, tuple[str, ...]]:
    path = "/".join(segments)
    if path in routes:
        return path, ()
    if len(segments) == 4 and segments[2] == "_history":
        version = "/".join((segments[0], "{id}", "_history", "{vid}"))
        return (version, (segments[1], segments[3])) if version in routes else (None, ())
    if len(segments) >= 2:
        generic = "/".join((segments[0], "{id}", *segments[2:]))
        if generic in routes and not segments[1].startswith(("$", "_")):
            return generic, (segments[1],)
    return None, ()


def _documents() -> tuple[Endpoint, ...]:
    operation, extension = "OperationDefinition", "StructureDefinition"
    return (
        Endpoint("metadata", "GET", metadata.capabilities, rule=PUBLIC),
        Endpoint(".well-known/smart-configuration", "GET", metadata.smart, rule=PUBLIC),
        Endpoint("$versions", "GET", metadata.versions, rule=PUBLIC),
        Endpoint("$versions", "POST", metadata.versions, rule=PUBLIC),
        Endpoint(f"{operation}/{{id}}", "GET", metadata.operation_definition, type=operation, rule=PUBLIC),
        Endpoint(extension, "GET", metadata.structure_definitions, type=extension, rule=PUBLIC, takes_resource=False),
        Endpoint(f"{extension}/{{id}}", "GET", metadata.structure_definition, type=extension, rule=PUBLIC),
    )


def _resources() -> Iterator[Endpoint]:
    for type in TYPES:
        search, readable = partial(resources.search, type), reads(type, "s")
        yield Endpoint(type, "GET", search, type=type, rule=readable)
        yield Endpoint(f"{type}/_search", "POST", search, type=type, rule=readable, takes_resource=False)
        yield Endpoint(f"{type}/{{id}}", "GET", partial(resources.read, type), type=type, rule=reads(type, "r"))


def _histories() -> Iterator[Endpoint]:
    one = "_history"
    yield Endpoint(one, "GET", history.of_system, rule=reads(ANY_TYPE, "rs"))
    for type in TYPES:
        yield from _table(
            type,
            reads,
            (
                (f"{type}/{one}", "GET", partial(history.of_type, type), "rs"),
                (f"{type}/{{id}}/{one}", "GET", partial(history.of_instance, type), "r"),
                (f"{type}/{{id}}/{one}/{{vid}}", "GET", partial(history.vread, type), "r"),
            ),
        )


def _writes() -> Iterator[Endpoint]:
    for type in TYPES:
        one = f"{type}/{{id}}"
        yield from _table(
            type,
            writers,
            (
                (type, "POST", partial(writes.create, type), "c"),
                (type, "PUT", partial(writes.conditional_update, type), "cu"),
                (type, "PATCH", partial(writes.conditional_patch, type), "u"),
                (type, "DELETE", partial(writes.conditional_delete, type), "d"),
                (one, "PUT", partial(writes.update, type), "u"),
                (one, "PATCH", partial(writes.patch, type), "u"),
                (one, "DELETE", partial(writes.delete, type), "d"),
            ),
            is_write=True,
        )


def _artifact_operations() -> Iterator[Endpoint]:
    for type in artifact_operation_names.TYPES:
        for name, (letter, _) in artifact_operation_names.OPERATIONS.items():
            run = partial(artifact_operations.run, name, type)
            rows = ((f"{type}/${name}", "POST", run, letter), (f"{type}/{{id}}/${name}", "POST", run, letter))
            yield from _table(type, writers, rows, is_write=True)


def _audit() -> Iterator[Endpoint]:
    for type in ("AuditEvent", "Provenance"):
        search, read = partial(audit.search, type), partial(audit.read, type)
        yield from _table(type, writers, ((type, "GET", search, "rs"), (f"{type}/{{id}}", "GET", read, "rs")))


def _subscriptions(version: FhirVersion) -> Iterator[Endpoint]:
    type, topic = "Subscription", "SubscriptionTopic"
    one = f"{type}/{{id}}"
    yield from _table(
        type,
        writers,
        (
            (type, "GET", subscriptions.search, "s"),
            (one, "GET", subscriptions.read, "r"),
            (f"{type}/$status", "GET", subscriptions.status, "s"),
            (f"{one}/$status", "GET", subscriptions.status, "r"),
            (f"{one}/$events", "GET", subscriptions.events, "r"),
        ),
    )
    yield from _table(
        type,
        writers,
        (
            (type, "POST", subscriptions.create, "c"),
            (one, "PUT", subscriptions.update, "u"),
            (one, "DELETE", subscriptions.delete, "d"),
        ),
        is_write=True,
    )
    if version is not FhirVersion.R4:  # R4 has no such resource: /metadata lists the topics
        rows = ((topic, "GET", subscriptions.topics, "s"), (f"{topic}/{{id}}", "GET", subscriptions.topic, "r"))
        yield from _table(topic, reads, rows)


def _table(
    type: str, rule: Callable[[str, str], AccessRule], rows: Iterable[Row], is_write: bool = False
) -> Iterator[Endpoint]:
    """The endpoints of one resource type."""
    for template, method, handler, letters in rows:
        access = rule(type, letters)
        yield Endpoint(template, method, handler, type=type, rule=access, takes_form=not is_write, is_write=is_write)


def _operations(version: FhirVersion) -> tuple[Endpoint, ...]:
    return tuple(
        Endpoint(
            template,
            method,
            OWN_HANDLERS.get(operation.id, partial(operations.run, operation)),
            operation=operation,
            type=operation.resource,
            rule=writers("ConceptMap", "rs") if operation is CLOSURE else reads(operation.resource or ANY_TYPE),
            is_about_one_code=operations.is_about_one_code(operation, version),
        )
        for operation in OPERATIONS
        for template in _levels(operation, version)
        for method in (("POST",) if operation.only_post else ("GET", "POST"))
    )


def _levels(operation: OperationDefinition, version: FhirVersion) -> tuple[str, ...]:
    if operation.resource is None:
        return (f"${operation.code}",)
    type_level = (f"{operation.resource}/${operation.code}",) if operation.type_level else ()
    on_one = version.value in operation.instance_level
    return (*type_level, f"{operation.resource}/{{id}}/${operation.code}") if on_one else type_level


def _not_found(routes: Routes, path: str, segments: list[str]) -> NotFound:
    type = segments[0]
    if segments[-1].startswith("$"):
        known = [template for template in routes if template.rpartition("/")[2].startswith("$")]
        return NotFound(f"There is no operation at '{path}'. There are: {', '.join(known)}.")
    if type not in TYPES:
        return NotFound(f"There is nothing at '{path}'. Try metadata, or the types {', '.join(TYPES)}.")
    return NotFound(f"There is nothing at '{path}'.")


def _not_allowed(methods: Mapping[str, Endpoint], method: str, path: str) -> MethodNotAllowed:
    allow = {"Allow": ", ".join(sorted({*methods, "OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))}
    return MethodNotAllowed(f"{method} is not allowed on '{path}'; allowed: {allow['Allow']}.", allow)
