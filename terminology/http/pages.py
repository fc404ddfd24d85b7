"""The front page and the OpenAPI page: plain HTML, nothing from other hosts, because hospitals' networks are closed."""

from html import escape
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from fhir_resources.json_format import dumps
from fhir_resources.operation_definitions import OPERATIONS, OperationDefinition
from fhir_resources.version import FhirVersion

Json = dict[str, Any]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2833 }
code { background: #f2f4f4; padding: .1rem .3rem; border-radius: 3px; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0 }
details { border-top: 1px solid #d5d8dc; padding: .4rem 0 } summary { cursor: pointer }
"""
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}


def addresses_to_try() -> list[tuple[str, str]]:
    """(what it shows, path with query) of addresses that work with the starter content."""
    examples = [(item.title, operation_path(item)) for item in OPERATIONS if item.resource and item.example]
    documents = [("What is served, and how", "/r5/metadata"), ("The code systems", "/r5/CodeSystem?_summary=true")]
    return [*((title, f"/{FhirVersion.R4.path}/{path}") for title, path in examples), *documents]


def operation_path(operation: OperationDefinition) -> str:
    """Below a base, with the query of the operation's example."""
    return f"{operation.resource}/${operation.code}?{urlencode(operation.example, safe=':/')}"


def front_page(request: Request) -> Response:
    """For a browser a page of links, for others the same as JSON."""
    addresses = [*addresses_to_try(), ("Every address, with its parameters", "/docs"), ("Is it ready?", "/readyz")]
    headers = {"Vary": "Accept"}
    if "text/html" not in request.headers.get("accept", ""):
        links = {path: title for title, path in addresses}
        return Response(dumps({"title": "Terminology Server", "try": links}), 200, headers, "application/json")
    items = "".join(
        f'<li><a href="{escape(path)}">{escape(title)}</a> <code>{escape(path)}</code></li>'
        for title, path in addresses
    )
    body = f"<h1>Terminology Server</h1><p>FHIR R4 at <code>/r4</code>, R5 at <code>/r5</code>.</p><ul>{items}</ul>"
    return Response(_page("Terminology Server", body), 200, {**headers, **SECURITY}, "text/html; charset=utf-8")


def docs_page(document: Json) -> str:
    """The OpenAPI document for reading."""
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
