"""Every address outside of FHIR is there once, and labelled by its template; who may ask, and what they answer, is
tested beside each.
"""

from starlette.routing import Route

from terminology.http.admission import Admission
from terminology.http.other_routes import other_routes
from terminology.http.server_context import ServerContext


def test_no_address_occurs_twice(server: ServerContext) -> None:
    found = [
        (route.path, *sorted(route.methods or ()))
        for route in other_routes(server, Admission(), {})
        if isinstance(route, Route)
    ]
    assert len(found) == len(set(found)) > 20
