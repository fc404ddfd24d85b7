"""PageRedirects: middleware for a FHIR base that redirects browsers to pages.

It checks one header and passes every other request through. R4 and R5 can have different resources with the same id;
the redirect of such an R4 resource uses its canonical.
"""

from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fhir_resources.version import FhirVersion
from terminology.library.library import Library
from terminology.pages.negotiation import page_of, page_of_canonical, prefers_html, resource_in

MAX_PARAMETERS = 100  # of a page's URL
LONGEST_QUERY = 4096  # bytes; nobody opens a longer link


class PageRedirects:
    def __init__(self, app: ASGIApp, library: Library) -> None:
        self.app = app
        self.library = library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        location = self._location(scope) if scope["method"] == "GET" and _may_be_browser(scope) else None
        if location is None:
            await self.app(scope, receive, send)
            return
        headers = {"Location": location, "Vary": "Accept", "Cache-Control": "no-cache"}
        await Response(status_code=303, headers=headers)(scope, receive, send)

    def _location(self, scope: Scope) -> str | None:
        """The page for the address, if the client prefers HTML and there is one."""
        if len(scope["query_string"]) > LONGEST_QUERY:
            return None
        try:
            query = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=MAX_PARAMETERS))
        except ValueError:
            return None
        accept = ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"accept")
        if not prefers_html(accept, query.get("_format")):
            return None
        return self._of_r4_alone(scope["path"]) or page_of(scope["path"], query)

    def _of_r4_alone(self, path: str) -> str | None:
        """The page of an R4 resource whose id belongs to another resource in R5."""
        named = resource_in(path, FhirVersion.R4)
        if named is None or not self.library.status().is_ready:
            return None
        mine, other = (self.library.resources(version).find(*named) for version in (FhirVersion.R4, FhirVersion.R5))
        if mine is None or other is None or mine.header.canonical == other.header.canonical:
            return None
        return page_of_canonical(named[0], mine.header.url, mine.header.version)


def _may_be_browser(scope: Scope) -> bool:
    return b"html" in scope["query_string"] or any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )
