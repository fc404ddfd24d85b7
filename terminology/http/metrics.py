"""Metrics: what Prometheus reads at `/metrics`.

Labels are route templates, methods and statuses: never a code, a url or other request data. Worker processes add up
their metrics in the folder PROMETHEUS_MULTIPROC_DIR, as prometheus_client documents.
"""

import os
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from terminology.http.metrics_files import reserve_room
from terminology.library.library import Library

BUCKETS_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """One for each application, with its own registry."""

    def __init__(self, library: Library, software_version: str) -> None:
        reserve_room()
        self._library = library
        self._registry = CollectorRegistry()
        self._duration = Histogram(
            "http_server_request_duration_seconds",
            "Time to answer a request.",
            ("method", "route", "status"),
            buckets=BUCKETS_S,
            registry=self._registry,
        )
        self._ready = self._gauge("terminology_ready", "1 when content is served.")
        self._reachable = self._gauge("terminology_store_reachable", "1 when the store can be read.")
        self._revision = self._gauge("terminology_content_revision", "Revision of the content being served.")
        self._concepts = self._gauge("terminology_concepts", "Concepts served, in all versions.")
        self._observe: dict[tuple[str, str, int], Callable[[float], None]] = {}
        build = Gauge(
            "terminology_build_info",
            "Version of the software.",
            ("version",),
            registry=self._registry,
            multiprocess_mode="mostrecent",
        )
        build.labels(software_version).set(1)

    def note(self, method: str, route: str, status: int, duration_s: float) -> None:
        labels = (method, route, status)
        observe = self._observe.get(labels)
        if observe is None:  # cached, as prometheus_client's own lookup is slower
            observe = self._observe[labels] = self._duration.labels(method, route, str(status)).observe
        observe(duration_s)

    def text(self) -> bytes:
        """Prometheus's text format."""
        status = self._library.status()
        self._ready.set(status.is_ready)
        self._reachable.set(status.is_store_reachable)
        self._revision.set(status.revision)
        self._concepts.set(status.concepts)
        return generate_latest(self._collected())

    def _collected(self) -> CollectorRegistry:
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return self._registry
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # prometheus_client has no types for it
        return together

    def _gauge(self, name: str, documentation: str) -> Gauge:
        return Gauge(name, documentation, registry=self._registry, multiprocess_mode="mostrecent")
