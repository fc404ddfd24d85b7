"""The access rules of addresses outside the FHIR bases, as data.

PUBLIC   health, capabilities, sign-in; clients request these before they authenticate
READS    pages, checks, exports, feeds and CDS Hooks: open or protected like reads

Pages of writers define their own rules (`http/writing_pages.py`). tests/…/test_rules.py compares all rules with the
router: an address without a rule fails.
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
WRITING = "writing"  # the first path segment of every writer page


def is_checked_by_route(path: str) -> bool:
    """Whether the route itself checks access: FHIR routes and writer pages."""
    return path.split("/", 2)[1] in {*BASES, WRITING}


def is_public(path: str) -> bool:
    return path in PUBLIC_ADDRESSES or path.startswith("/static/")
