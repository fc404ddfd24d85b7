"""/bulk: all codes of a code system or value set, one per line, streamed.

    GET /bulk/CodeSystem/{id}.ndjson    GET /bulk/ValueSet/{id}.csv?date=2025-10-01&property=coverage

Ids are those of the R5 endpoint, or with `?fhirVersion=4.0` those of R4.
"""

from collections.abc import Callable
from dataclasses import replace

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion, find_version
from terminology.core.days import parse_days
from terminology.core.errors import BadRequest, TerminologyError, UnknownResource
from terminology.core.issues import Issue
from terminology.core.requests import Context, ExpandRequest, ValueSetReference
from terminology.http.errors import HttpError, headers_of, status_of
from terminology.http.outcomes import outcome_of
from terminology.http.request_log import budget_of, record_of
from terminology.http.responses import REVALIDATE
from terminology.http.server_context import ServerContext
from terminology.http.streaming import Streams
from terminology.library.bulk import MEDIA_TYPES, Bulk, BulkFormat, code_system_lines, expansion_lines
from terminology.library.resources import unknown_resource

ROUTE = "/bulk/{type}/{file}"
PROPERTIES_LIMIT = 100


class BulkExport:
    """The route. Lines are generated only as fast as the client reads."""

    def __init__(self, server: ServerContext) -> None:
        self._server = server
        self._streams = Streams()

    async def __call__(self, request: Request) -> Response:
        record_of(request.scope).route = ROUTE
        try:
            bulk, format = await self._bulk(request)
        except (TerminologyError, HttpError) as error:
            outcome = outcome_of(error, record_of(request.scope).id)
            headers = {"Cache-Control": "no-store", **headers_of(error)}
            return Response(dumps(outcome), status_of(error), headers, "application/fhir+json; charset=utf-8")
        name = request.path_params["file"]
        headers = {"Cache-Control": REVALIDATE, "Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(self._streams.send(bulk.pieces), 200, headers, MEDIA_TYPES[format])

    async def _bulk(self, request: Request) -> tuple[Bulk, BulkFormat]:
        type, (id, format) = request.path_params["type"], _split(request.path_params["file"])
        query = request.query_params
        version = find_version(query.get("fhirVersion", "5.0"))
        if version is None:
            raise BadRequest(Issue("error", "value", "fhirVersion is 4.0 or 5.0", expression=("fhirVersion",)))
        unknown = sorted(set(query) - {"fhirVersion"} - ({"date", "property"} if type == "ValueSet" else set()))
        if unknown:
            raise BadRequest(Issue("error", "not-supported", f"Unknown parameters: {', '.join(unknown)[:200]}"))
        check = budget_of(request.scope, self._server.limits).check  # of the evaluation only: clients may read slowly
        return await self._streams.run(lambda: self._find_bulk(type, id, format, version, query, check)), format

    def _find_bulk(
        self,
        type: str,
        id: str,
        format: BulkFormat,
        version: FhirVersion,
        query: QueryParams,
        check: Callable[[], None],
    ) -> Bulk:
        snapshot = self._server.library.snapshot(version)
        entry = snapshot.resources.find(type, id) if type in ("CodeSystem", "ValueSet") else None
        if entry is None:
            raise unknown_resource(type, id)
        check()
        header = entry.header
        if type == "CodeSystem":
            provider = snapshot.catalogue.find_code_system(header.url, header.version)
            if provider is None:
                text = f"{header.canonical} is a supplement and has no codes of its own"
                raise UnknownResource(Issue("error", "not-supported", text))
            return code_system_lines(provider, format)
        date = query.get("date")
        context = replace(Context(), days=parse_days(date) if date else None, check_deadline=check)
        reference = ValueSetReference(header.url, header.version)
        properties = tuple(query.getlist("property")[:PROPERTIES_LIMIT])
        asked = ExpandRequest(reference, properties=properties, context=context)
        return expansion_lines(snapshot.catalogue, asked, format)


def _split(file: str) -> tuple[str, BulkFormat]:
    id, _, ending = file.rpartition(".")
    if ending == "csv":
        return id, "csv"
    if ending == "ndjson":
        return id, "ndjson"
    text = f"'{file}' does not end with .ndjson or .csv"
    raise UnknownResource(Issue("error", "not-found", text, "not-found"))
