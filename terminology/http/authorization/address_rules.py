"""Who may ask for what lies outside the FHIR bases: a rule for each address of the application, as data.

PUBLIC   how the server is, what it can do, how to sign in; a browser asks for these before it is anybody
READS    pages for people, checks, exports, feeds and CDS Hooks: open as reads are, and protected as reads are

Pages of writers have their rules beside them (`http/writing_pages.py`). tests/…/test_rules.py compares all of it with
the router: an address without a rule fails.
"""

from collections.abc import Mapping

from fhir_resources.version import FhirVersion
from terminology.http.authorization.rules import PUBLIC, AccessRule, reads
from terminology.pages.routes import PATHS

ANYTHING = reads("*")
PUBLIC_ADDRESSES = (
    *("/livez", "/readyz", "/metrics", "/openapi.json", "/docs", "/favicon.ico", "/static/{name}"),
    *("/sign-in", "/sign-in/organization", "/sign-in/done", "/sign-out"),
)
OF_PROGRAMS = (
    *("/check", "/bulk/{type}/{file}", "/syndication/feed.xml", "/syndication/{version}/{file}"),
    *("/cds-services", "/cds-services/{id}", "/cds-services/{id}/feedback"),
)
ADDRESS_RULES: Mapping[str, AccessRule] = {
    **dict.fromkeys(PATHS, ANYTHING),
    **dict.fromkeys(OF_PROGRAMS, ANYTHING),
    **dict.fromkeys(PUBLIC_ADDRESSES, PUBLIC),
}
BASES = frozenset(version.path for version in FhirVersion)
WRITING = "writing"  # the first word of every page of writers


def is_judged_by_route(path: str) -> bool:
    """Whether the route says who may: FHIR's, and pages of writers."""
    return path.split("/", 2)[1] in {*BASES, WRITING}


def is_public(path: str) -> bool:
    return path in PUBLIC_ADDRESSES or path.startswith("/static/")
