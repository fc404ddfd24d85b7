from datetime import UTC, datetime
from typing import Any

import pytest

from fhir_resources.operation_definitions import CACHE_CONTROL, LOOKUP, VALUE_SET_BATCH_VALIDATE_CODE
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest, NotSupported, TooCostly, UnknownCodeSystem, UnknownResource
from terminology.library.answering import answer
from terminology.library.caches import ClientResourceCaches, carried, control
from terminology.library.resources import index_of
from terminology.library.snapshots import Snapshot
from tests.builders.catalogue import SYSTEM

R4, R5 = FhirVersion.R4, FhirVersion.R5
Json = dict[str, Any]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def value_set(name: str, **more: Any) -> Json:
    return {"resourceType": "ValueSet", "url": f"http://example.org/{name}", "status": "active", **more}


def caches_of(clock: Clock | None = None, **limits: int) -> ClientResourceCaches:
    return ClientResourceCaches(clock=clock or Clock(), **limits)


def urls(caches: ClientResourceCaches, cache_id: str, *resources: Json) -> list[str]:
    return [value.header.url.rpartition("/")[2] for value in caches.use(cache_id, R5, resources)]


def test_a_cache_returns_the_resources_it_was_started_with() -> None:
    caches = caches_of()
    caches.start("one", R5, [value_set("a"), value_set("b")])
    caches.start("two", R5, [])
    assert urls(caches, "one") == ["a", "b"]
    assert urls(caches, "two") == []


def test_the_first_of_two_copies_counts() -> None:
    caches = caches_of()
    caches.start(
        "one", R5, [value_set("a", title="first"), value_set("a", title="second"), value_set("a", version="2")]
    )
    assert [(item.header.title, item.header.version) for item in caches.use("one", R5)] == [
        ("first", None),
        (None, "2"),
    ]


def test_a_sealed_cache_does_not_grow() -> None:
    caches = caches_of()
    caches.start("one", R5, [value_set("a")])
    assert urls(caches, "one", value_set("b")) == ["a"]


def test_an_unsealed_cache_accepts_readable_resources() -> None:
    caches = caches_of()
    caches.start("one", R5, [value_set("a")], is_sealed=False)
    assert urls(caches, "one", {"resourceType": "Patient"}, value_set("b")) == ["a", "b"]
    assert urls(caches, "one") == ["a", "b"]


def test_a_resource_that_no_cache_can_use_is_refused_at_the_start() -> None:
    with pytest.raises(BadRequest, match="not Patient"):
        caches_of().start("one", R5, [{"resourceType": "Patient"}])


def test_a_cache_that_is_unknown_ended_or_of_the_other_endpoint_is_not_found() -> None:
    caches = caches_of()
    caches.start("ended", R5, [])
    caches.start("of R4", R4, [])
    caches.end("of R4", R5)
    caches.end("ended", R5)
    caches.end("never started", R5)
    for cache_id in ("never started", "ended", "of R4"):
        with pytest.raises(UnknownResource) as error:
            caches.use(cache_id, R5)
        assert [(item.code, item.details_code) for item in error.value.issues] == [("not-found", "cache-id-unknown")]
    assert caches.use("of R4", R4) == ()


def test_an_unused_cache_expires_and_using_it_postpones_that() -> None:
    clock = Clock()
    caches = caches_of(clock, idle_limit_s=60)
    caches.start("used", R5, [])
    caches.start("checked", R5, [])
    caches.start("idle", R5, [])
    clock.now += 50
    caches.use("used", R5)
    assert caches.check("checked", R5)[1] == 50
    clock.now += 50
    assert caches.use("used", R5) == ()
    assert caches.check("checked", R5)[1] == 50
    with pytest.raises(UnknownResource):
        caches.use("idle", R5)


def test_the_cache_unused_longest_makes_room() -> None:
    caches = caches_of(limit_elements=2)
    for name in ("a", "b"):
        caches.start(name, R5, [value_set(name)], client=name)
    caches.use("a", R5)
    caches.start("c", R5, [value_set("c")], client="c")
    assert urls(caches, "a") == ["a"]
    assert urls(caches, "c") == ["c"]
    with pytest.raises(UnknownResource):
        caches.use("b", R5)


def test_a_cache_larger_than_all_may_be_is_refused() -> None:
    caches = caches_of(limit_elements=2)
    caches.start("one", R5, [value_set("a")])
    with pytest.raises(TooCostly, match="may have 1 elements"):
        caches.start("two", R5, [value_set("b"), value_set("c")])
    assert urls(caches, "one") == ["a"]


def test_a_client_gets_at_most_half_and_evicts_only_its_own_entries() -> None:
    caches = caches_of(limit_elements=8)
    caches.start("another's", R5, [value_set("x")], client="another")
    for number in range(6):
        caches.start(str(number), R5, [value_set("a"), value_set("b")], client="one")
    assert urls(caches, "another's") == ["x"]
    assert urls(caches, "5") == ["a", "b"]
    with pytest.raises(UnknownResource):
        caches.use("0", R5)


def controlled(
    caches: ClientResourceCaches | None, mode: str, cache_id: str | None = None, **values: Any
) -> dict[str, Any]:
    """The parameters of the answer by name."""
    items = (Parameter("mode", mode), *(Parameter(name.replace("_", "-"), value) for name, value in values.items()))
    answer = control(caches, R5, Parameters(CACHE_CONTROL, items), cache_id, lambda: "new-id")
    return {item["name"]: next(value for name, value in item.items() if name != "name") for item in answer["parameter"]}


def test_control_starts_checks_and_ends() -> None:
    clock = Clock()
    caches = caches_of(clock)
    started = controlled(caches, "start", tx_resource=value_set("a"))
    assert started == {"cache-id": "new-id", "sealed": True, "timeout": 1800}
    clock.now += 7.9
    assert controlled(caches, "check", "new-id") == {
        "valid": True,
        "sealed": True,
        "resource-count": 1,
        "idle": 7,
        "timeout": 1800,
    }
    assert controlled(caches, "end", "new-id") == {"valid": False}


def test_checking_or_ending_an_expired_cache_is_not_an_error() -> None:
    checked = controlled(caches_of(), "check", "gone")
    assert checked["valid"] is False
    assert checked["outcome"]["issue"][0]["details"]["coding"][0]["code"] == "cache-id-unknown"
    assert controlled(caches_of(), "end", "gone") == {"valid": False}


@pytest.mark.parametrize("mode", ["check", "end"])
def test_to_check_or_end_needs_the_header(mode: str) -> None:
    with pytest.raises(BadRequest, match="X-Cache-Id"):
        controlled(caches_of(), mode)


def test_a_server_without_caches_says_so() -> None:
    with pytest.raises(NotSupported):
        controlled(None, "start")


def test_a_request_carries_its_own_resources_and_those_of_its_validations() -> None:
    inner = {
        "resourceType": "Parameters",
        "parameter": [{"name": "code", "valueCode": "a"}, {"name": "valueSet", "resource": value_set("b")}],
    }
    items = (
        Parameter("tx-resource", value_set("a")),
        Parameter("url", "http://example.org/a"),
        Parameter("validation", {"resourceType": "Bundle"}),
        Parameter("validation", inner),
    )
    assert carried(Parameters(VALUE_SET_BATCH_VALIDATE_CODE, items)) == (value_set("a"), value_set("b"))


def lookup(caches: ClientResourceCaches | None, cache_id: str | None) -> Json:
    """$lookup of a code in a system that only the cache has."""
    asked = Parameters(LOOKUP, (Parameter("system", SYSTEM), Parameter("code", "a")))
    snapshot = Snapshot(Catalogue(), index_of([]), 1)
    now = datetime(2025, 10, 1, tzinfo=UTC)
    return answer(snapshot, R5, asked, now=now, new_id=lambda: "id", caches=caches, cache_id=cache_id)


def test_cached_resources_apply_only_to_requests_that_name_them() -> None:
    caches = caches_of()
    concepts = [{"code": "a", "display": "Aye"}]
    code_system = {"resourceType": "CodeSystem", "url": SYSTEM, "status": "active", "content": "complete"}
    caches.start("one", R5, [{**code_system, "concept": concepts}])
    assert {"name": "display", "valueString": "Aye"} in lookup(caches, "one")["parameter"]
    with pytest.raises(UnknownCodeSystem):
        lookup(caches, None)


@pytest.mark.parametrize("caches", [None, caches_of()])
def test_a_cache_that_is_not_there_is_an_error_for_any_operation(caches: ClientResourceCaches | None) -> None:
    with pytest.raises(UnknownResource, match="'unheard-of' is unknown"):
        lookup(caches, "unheard-of")
