"""Health: `/livez` reports that the process responds, `/readyz` that content is loaded and the store is readable.

Never cached. Without the store, reads continue from memory; `/readyz` reports it until it is back.
"""

from starlette.requests import Request
from starlette.responses import Response

from fhir_resources.json_format import dumps
from fhir_resources.version import FhirVersion
from terminology.http.server_context import ServerContext
from terminology.http.views import instant


async def livez(_request: Request) -> Response:
    return _json(200, {"status": "alive"})


class Readiness:
    """`/readyz`: 200 when every check passes, else 503, with a reason for each failed check."""

    def __init__(self, server: ServerContext) -> None:
        self.server = server

    async def __call__(self, _request: Request) -> Response:
        return await self.report()

    async def report(self) -> Response:
        status = self.server.library.status()
        content = {
            "ok": status.is_ready,
            "newestReleases": self._newest_releases() if status.is_ready else [],
            "revision": status.revision,
            "loadedAt": instant(status.loaded_at) if status.loaded_at else None,
            "codeSystems": status.code_systems,
            "valueSets": status.value_sets,
            "conceptMaps": status.concept_maps,
            "concepts": status.concepts,
        }
        store = {"ok": status.is_store_reachable, "problem": status.problem}
        is_ready = status.is_ready and status.is_store_reachable
        # Not a failure: without files answers are the same, but each worker has its own copy in memory.
        columns = {"ok": status.columns_problem is None, "problem": status.columns_problem}
        checks = {"content": content, "store": store, "columns": columns}
        return _json(200 if is_ready else 503, {"status": "ready" if is_ready else "not ready", "checks": checks})

    def _newest_releases(self) -> list[dict[str, object]]:
        today = self.server.now().date()
        return [
            {
                "system": item.url,
                "version": item.version,
                "coveredThrough": item.last_day.isoformat(),
                "daysBehind": item.days_behind(today),
            }
            for item in self.server.library.catalogue(FhirVersion.R5).newest_releases()
        ]


def _json(status: int, content: object) -> Response:
    return Response(dumps(content), status, {"Cache-Control": "no-store"}, "application/json")
