"""LazyRoutes: routes whose code is imported on the first request to one of them.

A server for programs may never serve a page or a feed. Their code takes a tenth of a second and a few megabytes to
import, which the first $lookup need not wait for.
"""

import asyncio
from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute, Match, Router
from starlette.types import Receive, Scope, Send


class LazyRoutes(BaseRoute):
    """`make` imports and creates the routes. It matches every address, and so must come after all other routes."""

    def __init__(self, make: Callable[[], Sequence[BaseRoute]]) -> None:
        self._make = make
        self._router: Router | None = None

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return self._made().routes

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """PARTIAL applies only when no earlier route matches: one that rejects the method has already answered."""
        return (Match.PARTIAL, {}) if scope["type"] == "http" else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            await asyncio.to_thread(self._made)
        await self._made()(scope, receive, send)

    def _made(self) -> Router:
        if self._router is None:  # two threads may create it concurrently; either one will do
            self._router = Router(self._make(), redirect_slashes=False)
        return self._router
