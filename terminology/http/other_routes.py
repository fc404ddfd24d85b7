"""All addresses outside the FHIR bases except health and metrics: pages, feeds, checks, and CDS Hooks.

Imported on the first request to one of them (`lazy_routes.py`).
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion
from terminology.http.admission import Admission
from terminology.http.batch_entries import Entries
from terminology.http.bulk import ROUTE, BulkExport
from terminology.http.cds_hooks import cds_hooks_routes
from terminology.http.checking import Check
from terminology.http.labels import labelled
from terminology.http.openapi import openapi_document
from terminology.http.pages import docs_page, for_programs, page_context
from terminology.http.routes import Routes
from terminology.http.server_context import ServerContext
from terminology.http.syndication import Syndication
from terminology.http.writing_pages import writer_routes
from terminology.pages.routes import page_routes


def other_routes(server: ServerContext, admission: Admission, fhir: Mapping[FhirVersion, Routes]) -> list[BaseRoute]:
    """`fhir` are the routes of the FHIR bases, which the forms use."""
    entries = {version: Entries(routes, server, version) for version, routes in fhir.items()}
    return [
        Route("/check", Check(server, admission), methods=["POST"]),
        Route(ROUTE, BulkExport(server).__call__, methods=["GET"]),
        *Syndication(server).routes(),
        *cds_hooks_routes(server, admission),
        *_documentation(server),
        *_pages(server),
        *(
            Route(page.path, labelled(page.path, page.answer), methods=list(page.methods))
            for page in writer_routes(server, entries)
        ),
    ]


def _documentation(server: ServerContext) -> list[BaseRoute]:
    @cache  # generated on demand: most servers never need it
    def document() -> dict[str, Any]:
        return openapi_document(server.software_version)

    async def openapi(_request: Request) -> Response:
        return Response(dumps(document()), media_type="application/json")

    async def docs(_request: Request) -> Response:
        return Response(docs_page(document()), media_type="text/html; charset=utf-8")

    made: dict[str, Callable[[Request], Any]] = {"/docs": docs, "/openapi.json": openapi}
    return [Route(path, labelled(path, page), methods=["GET"]) for path, page in made.items()]


def _pages(server: ServerContext) -> list[BaseRoute]:
    """HTML pages; a program that requests "/" gets addresses to try."""
    return [
        Route(
            page.path,
            labelled(page.path, for_programs(page.answer) if page.path == "/" else page.answer),
            methods=list(page.methods),
        )
        for page in page_routes(page_context(server))
    ]
