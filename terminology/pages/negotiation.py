"""Whether a client prefers HTML, and which page corresponds to a FHIR URL. Pure, and fast for API clients."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS

HTML = "text/html"
BASES = tuple(f"/{version.path}/" for version in FhirVersion)
PAGES_OF_TYPES: Mapping[str, str] = {
    "CodeSystem": "/code-systems",
    "ValueSet": "/value-sets",
    "ConceptMap": "/concept-maps",
}


def prefers_html(accept: str | None, format: str | None) -> bool:
    """`format` is `_format`, which overrides the header. If both HTML and FHIR media types are accepted, FHIR wins."""
    if format:
        return format in ("html", HTML)
    if not accept or HTML not in accept:
        return False
    weights = dict(map(_weighted, accept.lower().split(",")))
    others = [weight for name, weight in weights.items() if name.endswith(("json", "xml")) and "xhtml" not in name]
    return weights.get(HTML, 0.0) > 0 and weights.get(HTML, 0.0) >= max(others, default=0.0)


def _weighted(item: str) -> tuple[str, float]:
    name, *parameters = (part.strip() for part in item.split(";"))
    quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return name, float(quality)
    except ValueError:
        return name, 0.0


def page_of(path: str, query: Mapping[str, str]) -> str | None:
    """The URL of the page for a FHIR URL, for a 303 redirect; None if there is no such page.

    `path` begins with /r4 or /r5; `query` has the last value of each parameter.
    """
    base = next((base for base in BASES if path.startswith(base)), "")
    match path.removeprefix(base).strip("/").split("/"):
        case ["CodeSystem", "$lookup" | "$validate-code"] if "code" in query and ("system" in query or "url" in query):
            return _code_page(query)
        case ["ValueSet", "$expand"] if "url" in query:
            return f"/value-sets?{urlencode({'url': query['url']})}"
        case [type, id] if _is_resource(type, id):
            return f"{PAGES_OF_TYPES[type]}/{quote(id, safe='')}"
        case ["CodeSystem" | "ValueSet" | "ConceptMap"] if "url" in query:
            return f"/content?{urlencode({'url': query['url']})}"
        case ["CodeSystem" | "ValueSet" | "ConceptMap"]:
            return "/content"
        case ["metadata"]:
            return "/api"
    return None


def resource_in(path: str, version: FhirVersion) -> tuple[str, str] | None:
    """The resource type and id in a URL below this version's base, if there are pages for the type."""
    match path.removeprefix(f"/{version.path}/").split("/"):
        case [type, id] if _is_resource(type, id):
            return type, id
    return None


def page_of_canonical(type: str, url: str, version: str | None) -> str:
    """The URL that redirects to the page of this version."""
    return f"{PAGES_OF_TYPES[type]}?{urlencode({'url': f'{url}|{version}' if version else url})}"


def _is_resource(type: str, id: str) -> bool:
    return type in PAGES_OF_TYPES and not id.startswith(("$", "_"))


def _code_page(query: Mapping[str, str]) -> str:
    system = query.get("system") or query.get("url", "")
    asked = {name: query[name] for name in ("version", "date") if query.get(name)}
    if system == HCPCS:
        return f"/hcpcs/{quote(query['code'], safe='')}" + (f"?{urlencode(asked)}" if asked else "")
    return f"/code-systems?{urlencode({'url': system, 'code': query['code'], **asked})}"
