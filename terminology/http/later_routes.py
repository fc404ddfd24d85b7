"""LaterRoutes: addresses whose code is imported when the first of them is asked for.

A server for programs may never be asked for a page or a feed. What these need takes a tenth of a second to import, and
some megabytes, which the first $lookup need not wait for.
"""

import asyncio
from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute, Match, Router
from starlette.types import Receive, Scope, Send


class LaterRoutes(BaseRoute):
    """`make` imports and makes the routes. It takes every address that is left, and belongs behind all other routes."""

    def __init__(self, make: Callable[[], Sequence[BaseRoute]]) -> None:
        self._make = make
        self._router: Router | None = None

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return self._made().routes

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """PARTIAL counts only when no route before matches at all: one that refuses the method has said so already."""
        return (Match.PARTIAL, {}) if scope["type"] == "http" else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            await asyncio.to_thread(self._made)
        await self._made()(scope, receive, send)

    def _made(self) -> Router:
        if self._router is None:  # two threads may make them at the same time; either will do
            self._router = Router(self._make(), redirect_slashes=False)
        return self._router
