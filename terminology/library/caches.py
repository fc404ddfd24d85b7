"""ClientResourceCaches: resources that a client sends once with $cache-control and then references by the header
X-Cache-Id.

They live in the memory of one process, so a server with several processes does not offer them. Limited in elements, of
which one client gets at most half, and in idle time; the least recently used is evicted first. Source:
https://hl7.org/fhir/tools/terminology-caching.html (HL7's tools guide 1.2.0).
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock

from fhir_resources.elements import Json
from fhir_resources.operations import cache_control
from fhir_resources.operations.batch_validate_code import VALIDATION
from fhir_resources.parameters import Parameter, Parameters, parameters_from_resource
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, NotSupported, TooCostly, UnknownResource
from terminology.core.issues import Issue
from terminology.library.overlay import PARSED_RESOURCES, ParsedResource, ParsedResourceCache, check_types
from terminology.library.received import Value

LIMIT_ELEMENTS = 40_000  # of all caches together
IDLE_LIMIT_S = 30 * 60
CARRIED = frozenset({"tx-resource", "codeSystem", "valueSet"})

Key = tuple[str, str, str | None]  # type, url, version


@dataclass(slots=True)
class ClientResourceCache:
    """The resources of one client: the first copy of each url and version. `used_at` is in seconds of the clock."""

    version: FhirVersion
    is_sealed: bool
    used_at: float
    client: str = ""
    values: dict[Key, Value] = field(default_factory=dict)
    elements: int = 0

    def add(self, read: Iterable[tuple[Key, Value, int]]) -> None:
        for key, value, elements in read:
            if key[1] and key not in self.values:  # nothing can reference a resource without a url
                self.values[key] = value
                self.elements += elements


class ClientResourceCaches:
    """`clock` is in seconds and monotonic."""

    def __init__(
        self,
        limit_elements: int = LIMIT_ELEMENTS,
        idle_limit_s: int = IDLE_LIMIT_S,
        clock: Callable[[], float] = time.monotonic,
        parsed: ParsedResourceCache = PARSED_RESOURCES,
    ) -> None:
        self.idle_limit_s = idle_limit_s
        self._limit_elements = limit_elements
        self._clock = clock
        self._parsed = parsed
        self._caches: OrderedDict[str, ClientResourceCache] = OrderedDict()  # least recently used first
        self._lock = Lock()

    def start(
        self,
        cache_id: str,
        version: FhirVersion,
        resources: Iterable[Json],
        is_sealed: bool = True,
        client: str = "",
    ) -> None:
        """Stores these resources (R5 JSON) under an unguessable id.

        Raises BadRequest for an invalid resource, TooCostly if they are too large.
        """
        cache = ClientResourceCache(version, is_sealed, self._clock(), client)
        cache.add(self._read(resources))
        if cache.elements > self._share:
            text = (
                f"The resources of a client's caches may have {self._share:,} elements (half of "
                f"TERMINOLOGY_CLIENT_CACHE_LIMIT_ELEMENTS), and these have {cache.elements:,}"
            )
            raise TooCostly(Issue("error", "too-costly", text))
        with self._lock:
            self._caches[cache_id] = cache
            self._make_room()

    def use(self, cache_id: str, version: FhirVersion, resources: Iterable[Json] = ()) -> tuple[Value, ...]:
        """The content of the cache; an unsealed cache first adds the resources of this request.

        Raises UnknownResource when the endpoint of this FHIR version has no such cache. Invalid resources are skipped:
        the request that sent them reports them itself.
        """
        with self._lock:
            cache = self._find(cache_id, version)
        read = [] if cache.is_sealed else [item for resource in resources for item in self._readable(resource)]
        with self._lock:
            cache.used_at = self._clock()
            cache.add(read)
            values = tuple(cache.values.values())
            self._make_room()
            return values

    def end(self, cache_id: str, version: FhirVersion) -> None:
        """Does nothing if the cache does not exist."""
        with self._lock:
            if cache_id in self._caches and self._caches[cache_id].version is version:
                del self._caches[cache_id]

    def check(self, cache_id: str, version: FhirVersion) -> tuple[ClientResourceCache, float]:
        """The cache and its idle time so far; counts as a use. Raises UnknownResource."""
        with self._lock:
            cache = self._find(cache_id, version)
            idle_s = self._clock() - cache.used_at
            cache.used_at = self._clock()
            return cache, idle_s

    def _find(self, cache_id: str, version: FhirVersion) -> ClientResourceCache:
        self._make_room()
        cache = self._caches.get(cache_id)
        if cache is None or cache.version is not version:
            raise unknown_cache(cache_id)
        self._caches.move_to_end(cache_id)
        return cache

    def _readable(self, resource: Json) -> list[tuple[Key, Value, int]]:
        try:
            return self._read((resource,))
        except BadRequest:
            return []

    def _read(self, resources: Iterable[Json]) -> list[tuple[Key, Value, int]]:
        checked = check_types(resources, "tx-resource")
        return [self._keyed(resource["resourceType"], self._parsed.parse(resource)) for resource in checked]

    @staticmethod
    def _keyed(type: str, parsed: ParsedResource) -> tuple[Key, Value, int]:
        header = parsed.value.header
        return (type, header.url, header.version), parsed.value, parsed.elements

    @property
    def _share(self) -> int:
        """The most elements that the caches of one client may have."""
        return self._limit_elements // 2

    def _make_room(self) -> None:
        now, elements = self._clock(), sum(cache.elements for cache in self._caches.values())
        of_clients: Counter[str] = Counter()
        for cache in self._caches.values():
            of_clients[cache.client] += cache.elements
        for cache_id, cache in list(self._caches.items()):
            is_too_much = elements > self._limit_elements or of_clients[cache.client] > self._share
            if is_too_much or now - cache.used_at > self.idle_limit_s:
                del self._caches[cache_id]
                elements -= cache.elements
                of_clients[cache.client] -= cache.elements


def carried(parameters: Parameters) -> tuple[Json, ...]:
    """The resources sent with a request, including those in the validations of a batch."""
    inner = (item.value for item in parameters.items if item.name == VALIDATION and isinstance(item.value, dict))
    items = [*parameters.items, *(entry for resource in inner for entry in _entries(resource))]
    return tuple(item.value for item in items if item.name in CARRIED and isinstance(item.value, dict))


def _entries(resource: Json) -> tuple[Parameter, ...]:
    try:
        return parameters_from_resource(resource)
    except BadRequest:  # the answer to this validation reports it
        return ()


def control(
    caches: ClientResourceCaches | None,
    version: FhirVersion,
    parameters: Parameters,
    cache_id: str | None,
    new_id: Callable[[], str],
    client: str = "",
) -> Json:
    """The answer to $cache-control. Raises NotSupported if `caches` is None, as this server then offers none."""
    if caches is None:
        raise NotSupported(Issue("error", "not-supported", "This server does not cache resources between requests"))
    asked = cache_control.read(parameters)
    if asked.mode == "start":
        started = new_id()
        caches.start(started, version, asked.resources, asked.is_sealed, client)
        return cache_control.write_started(started, asked.is_sealed, caches.idle_limit_s)
    if cache_id is None:
        text = f"mode={asked.mode} needs the header X-Cache-Id"
        raise BadRequest(Issue("error", "required", text, "invalid-data"))
    if asked.mode == "end":
        caches.end(cache_id, version)
        return cache_control.write_ended()
    try:
        cache, idle_s = caches.check(cache_id, version)
    except UnknownResource as error:
        return cache_control.write_unknown(error.issues, caches.idle_limit_s)
    return cache_control.write_cache_state(cache.is_sealed, len(cache.values), int(idle_s), caches.idle_limit_s)


def unknown_cache(cache_id: str) -> UnknownResource:
    text = f"The cache '{cache_id}' is unknown: it was never started here, was ended, or expired unused"
    return UnknownResource(Issue("error", "not-found", text, "cache-id-unknown"))
