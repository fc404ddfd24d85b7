import weakref
from dataclasses import replace
from typing import Any

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.http.durations import Durations, kind_of
from terminology.http.requests import FhirRequest
from terminology.library.dependencies import Basis, Dependencies
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import Snapshot


def snapshot() -> Snapshot:
    return Snapshot(Catalogue(), ResourceIndex(), 1)


def request(*query: tuple[str, str], resource: Any = None) -> FhirRequest:
    return FhirRequest(FhirVersion.R5, "POST", "CodeSystem/$lookup", "", query, resource=resource)


def parameters(*items: Any) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": list(items)}


class Touched:
    """The writes: the last commit that touched a name."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def holds(self, basis: Basis) -> bool:
        return all(self.last.get(name, 0) <= basis.written for name in basis.names)


def looked_at(content: Snapshot, *names: str) -> Dependencies:
    return Dependencies(content, set(names))


def test_a_long_duration_is_not_forgotten_after_one_short_one() -> None:
    durations, content = Durations(Touched().holds), snapshot()
    assert durations.find(content, "kind") is None
    durations.record(looked_at(content), "kind", 1.0)
    durations.record(looked_at(content), "kind", 0.1)
    assert durations.find(content, "kind") == pytest.approx(0.7)


def test_with_other_content_every_kind_is_new() -> None:
    durations, old = Durations(Touched().holds), snapshot()
    durations.record(looked_at(old), "kind", 1.0)
    new = snapshot()
    assert durations.find(new, "kind") is None
    durations.record(looked_at(old), "kind", 1.0)  # it was answered meanwhile
    assert durations.find(new, "kind") is None


def test_a_write_keeps_the_durations_of_unrelated_requests() -> None:
    touched, content = Touched(), snapshot()
    durations = Durations(touched.holds)
    durations.record(looked_at(content, "CodeSystem", "ValueSet a"), "a", 0.001)
    durations.record(looked_at(content, "*"), "everything", 0.001)
    later = replace(content, written=1)
    touched.last = {"*": 1, "ValueSet": 1, "ValueSet b": 1}
    assert (durations.find(later, "a"), durations.find(later, "everything")) == (0.001, None)
    touched.last |= {"CodeSystem": 2}
    assert durations.find(later, "a") is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (request(("system", "s"), ("code", "a")), request(("system", "s"), ("code", "b")), True),
        (request(("system", "s"), ("code", "a")), request(("system", "t"), ("code", "a")), False),
        (request(("system", "s")), request(("system", "s"), ("date", "2024")), False),
        (
            request(resource=parameters({"name": "url", "valueUri": "u"}, {"name": "code", "valueCode": "a"})),
            request(resource=parameters({"name": "url", "valueUri": "u"}, {"name": "code", "valueCode": "b"})),
            True,
        ),
        (
            request(resource=parameters({"name": "coding", "valueCoding": {"system": "s"}})),
            request(resource=parameters({"name": "coding", "valueCoding": {"system": "t"}})),
            False,
        ),
    ],
)
def test_a_kind_groups_similar_requests(one: FhirRequest, other: FhirRequest, is_same: bool) -> None:
    assert (kind_of("t", (), one) == kind_of("t", (), other)) is is_same


@pytest.mark.parametrize("parameter", [5, [5], [{"name": []}], [{"name": "url", "valueUri": {"a": []}}]])
def test_malformed_content_has_a_kind_too(parameter: Any) -> None:
    hash(kind_of("t", (), request(resource={"resourceType": "Parameters", "parameter": parameter})))


def test_a_flood_of_kinds_does_not_grow_it() -> None:
    durations, content = Durations(Touched().holds, most=10), snapshot()
    for number in range(100):
        durations.record(looked_at(content), number, 0.001)
    assert len(durations._seconds) == 10


def test_unserved_content_does_not_stay_in_memory() -> None:
    durations, content = Durations(Touched().holds), snapshot()
    durations.record(looked_at(content), "kind", 0.001)
    held = weakref.ref(content.base)
    del content
    assert held() is None
    assert durations.find(None, "kind") is None
