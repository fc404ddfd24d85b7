"""The Authorization header of an ASGI request."""

from starlette.types import Scope

from terminology.core.errors import LoginRequired
from terminology.core.issues import Issue


def authorization_of(scope: Scope) -> str | None:
    """Raises LoginRequired when there is more than one, as different layers could read different ones."""
    stated = [value for name, value in scope["headers"] if name == b"authorization"]
    if len(stated) > 1:
        raise LoginRequired(Issue("error", "security", "There is more than one Authorization header"))
    return stated[0].decode("latin-1") if stated else None
