"""Dispatches the entries of a batch: finds the route, authorizes and parses."""

from collections.abc import Mapping

from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.budget import Cancelled
from terminology.core.errors import BadRequest, TerminologyError
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.http import operations
from terminology.http.errors import Failed, HttpError, UnsupportedMediaType
from terminology.http.requests import FhirRequest, resource_as_r5
from terminology.http.responses import Answer
from terminology.http.routes import Endpoint, RouteMatch, find, template_of
from terminology.http.server_context import ServerContext
from terminology.library.shared_questions import Question
from terminology.log import get_logger

log = get_logger(__name__)


class Entries:
    """`routes` are those of an endpoint, without the batch itself.

    An unexpected error in an entry becomes `Failed`, so that the others continue.
    """

    def __init__(
        self, routes: Mapping[str, Mapping[str, Endpoint]], server: ServerContext, version: FhirVersion
    ) -> None:
        self._routes = routes
        self._server = server
        self._version = version

    def answer(self, request: FhirRequest) -> Answer:
        """The answer to a single entry."""
        try:
            found, request = self._route_of(request)
            return found.endpoint.handler(self._server, request, *found.ids)
        except (TerminologyError, HttpError, Cancelled):
            raise
        except Exception:
            raise self._failed(request) from None

    def share(self, request: FhirRequest) -> Question | None:
        """A function that answers entries that differ only in their code; None if each must run in full."""
        try:
            found, request = self._route_of(request)
            operation = found.endpoint.operation
            shared = operations.share(operation, request) if operation and not found.ids else None
        except (TerminologyError, HttpError):  # each entry then reports it itself
            return None
        if shared is None:
            return None

        def answer(coding: Coding) -> Json:
            try:
                return shared(coding)
            except (TerminologyError, Cancelled):
                raise
            except Exception:
                raise self._failed(request) from None

        return answer

    def type_written(self, request: FhirRequest) -> str | None:
        """The type that an entry of a transaction writes; None for a read. Raises for an unsupported entry."""
        found = find(self._routes, request.method, request.path)
        if request.path == "":
            raise UnsupportedMediaType("A transaction cannot hold a Bundle.")
        self._server.gate.check(found.endpoint.rule, request.principal)
        if found.endpoint.is_write and "$" in request.path:
            raise BadRequest(Issue("error", "not-supported", f"{request.path} cannot be an entry of a transaction"))
        return found.endpoint.type if found.endpoint.is_write else None

    def _route_of(self, request: FhirRequest) -> tuple[RouteMatch, FhirRequest]:
        found = find(self._routes, request.method, request.path)
        if request.path == "":
            raise UnsupportedMediaType("A batch cannot hold a batch.")
        self._server.gate.check(found.endpoint.rule, request.principal)
        if request.sent is not None and not found.endpoint.is_write:
            request = request.with_resource(resource_as_r5(request.sent, self._version))
        return found, request

    def _failed(self, request: FhirRequest) -> Failed:
        log.exception("An entry of a batch failed", template=template_of(self._routes, request.path))
        return Failed()
