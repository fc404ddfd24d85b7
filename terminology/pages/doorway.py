"""LeadsToPage: in front of a FHIR base, for who opens one of its addresses in a browser.

It looks at one header and hands everything else on as it came.
"""

from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from terminology.pages.endpoint import MOST_PARAMETERS
from terminology.pages.negotiation import page_of, prefers_html

LONGEST_QUERY = 4096  # bytes; a longer one is no link that somebody opens


class LeadsToPage:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        location = _location(scope) if scope["method"] == "GET" and _may_be_browser(scope) else None
        if location is None:
            await self.app(scope, receive, send)
            return
        headers = {"Location": location, "Vary": "Accept", "Cache-Control": "no-cache"}
        await Response(status_code=303, headers=headers)(scope, receive, send)


def _may_be_browser(scope: Scope) -> bool:
    return b"html" in scope["query_string"] or any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )


def _location(scope: Scope) -> str | None:
    """The page that shows what the address names, if whoever asks prefers pages and there is one."""
    if len(scope["query_string"]) > LONGEST_QUERY:
        return None
    try:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=MOST_PARAMETERS))
    except ValueError:
        return None
    accept = ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"accept")
    return page_of(scope["path"], query) if prefers_html(accept, query.get("_format")) else None
