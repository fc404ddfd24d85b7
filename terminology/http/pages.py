"""Integrates the HTML pages, and serves the OpenAPI page: plain HTML, nothing from other hosts."""

from collections.abc import Awaitable, Callable
from html import escape
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from fhir_resources.json_format import dumps
from fhir_resources.operation_definitions import OPERATIONS, OperationDefinition
from fhir_resources.version import FhirVersion
from terminology.http.server_context import ServerContext
from terminology.pages.context import PageContext
from terminology.pages.negotiation import prefers_html

Json = dict[str, Any]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2833 }
code { background: #f2f4f4; padding: .1rem .3rem; border-radius: 3px; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0 }
details { border-top: 1px solid #d5d8dc; padding: .4rem 0 } summary { cursor: pointer }
"""


def addresses_to_try() -> list[tuple[str, str]]:
    """(description, path with query) of addresses that work with the starter content."""
    examples = [(item.title, operation_path(item)) for item in OPERATIONS if item.resource and item.example]
    documents = [
        ("The capabilities of this server", "/r5/metadata"),
        ("The code systems", "/r5/CodeSystem?_summary=true"),
    ]
    return [*((title, f"/{FhirVersion.R4.path}/{path}") for title, path in examples), *documents]


def operation_path(operation: OperationDefinition) -> str:
    """Relative to a base, with the query of the operation's example."""
    return f"{operation.resource}/${operation.code}?{urlencode(operation.example, safe=':/')}"


def for_programs(front: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The front page for browsers; for programs the addresses to try, as JSON."""

    async def answer(request: Request) -> Response:
        if prefers_html(request.headers.get("accept"), None):
            response = await front(request)
            response.headers["Vary"] = "Accept"
            return response
        addresses = [*addresses_to_try(), ("Every address, with its parameters", "/docs"), ("Is it ready?", "/readyz")]
        document = {"title": "Terminology Server", "try": {path: title for title, path in addresses}}
        return Response(dumps(document), 200, {"Vary": "Accept"}, "application/json")

    return answer


def page_context(server: ServerContext) -> PageContext:
    """What the HTML pages need of the server."""
    return PageContext(
        library=server.library,
        now=server.now,
        new_id=server.new_id,
        software_version=server.software_version,
        body_limit_bytes=server.limits.body_bytes,
        deadline_s=server.limits.seconds,
        public_base_url=server.public_base_url,
    )


def docs_page(document: Json) -> str:
    """The OpenAPI document as HTML."""
    sections = "".join(
        _section(path, method.upper(), operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    intro = f"<h1>{escape(document['info']['title'])}</h1><p>{escape(document['info']['description'])}</p>"
    return _page("API", f'{intro}<p><a href="/openapi.json">openapi.json</a></p>{sections}')


def _section(path: str, method: str, operation: Json) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(item['name'])}</code></td><td>{escape(item['description'])}{_example(item)}</td></tr>"
        for item in operation.get("parameters", ())
    )
    example = _link(path, operation) if method == "GET" else ""
    return (
        f"<details><summary><b>{method}</b> <code>{escape(path)}</code> {escape(operation['summary'])}</summary>"
        f"<p>{escape(operation.get('description', ''))} {example}</p><table>{rows}</table>{_body(operation)}</details>"
    )


def _link(path: str, operation: Json) -> str:
    query = {item["name"]: item["example"] for item in operation.get("parameters", ()) if "example" in item}
    if "{" in path or "$" not in path or not query:
        return ""
    address = f"{path}?{urlencode(query, safe=':/')}"
    return f'<a href="{escape(address)}">Try it</a>'


def _example(item: Json) -> str:
    return f" <code>{escape(str(item['example']))}</code>" if "example" in item else ""


def _body(operation: Json) -> str:
    body = operation.get("requestBody")
    if not body:
        return ""
    examples = [media["example"] for media in body["content"].values() if "example" in media]
    written = "".join(f"<pre><code>{escape(dumps(item, pretty=True).decode())}</code></pre>" for item in examples)
    return f"<p>Body: {escape(body.get('description', 'as in the example'))}</p>{written}"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>{body}</body></html>'
    )
