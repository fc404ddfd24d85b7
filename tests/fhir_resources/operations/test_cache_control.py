"""$cache-control as FHIR Parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from fhir_resources.operation_definitions import CACHE_CONTROL
from fhir_resources.operations import cache_control
from fhir_resources.operations.cache_control import CacheControl
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

Json = dict[str, Any]
RESOURCE = {"resourceType": "ValueSet", "url": "http://example.org/set"}


def read(*items: tuple[str, Any]) -> CacheControl:
    return cache_control.read(Parameters(CACHE_CONTROL, (Parameter(*item) for item in items)))


def test_a_cache_is_sealed_by_default() -> None:
    assert read(("mode", "start"), ("tx-resource", RESOURCE)) == CacheControl("start", True, (RESOURCE,))
    assert read(("mode", "start"), ("sealed", "false")) == CacheControl("start", False)


@pytest.mark.parametrize(("items", "sentence"), [((), "mode is missing"), ((("mode", "stop"),), "not 'stop'")])
def test_an_invalid_mode_is_refused(items: tuple[tuple[str, Any], ...], sentence: str) -> None:
    with pytest.raises(BadRequest, match=sentence):
        read(*items)


def test_every_answer_is_sound(sound: Callable[[Json], Json]) -> None:
    answers = (
        cache_control.write_started("an-id", True, 1800),
        cache_control.write_ended(),
        cache_control.write_cache_state(False, 2, 17, 1800),
        cache_control.write_unknown((Issue("error", "not-found", "Gone", "cache-id-unknown"),), 1800),
    )
    names = [[item["name"] for item in sound(answer)["parameter"]] for answer in answers]
    assert names == [
        ["cache-id", "sealed", "timeout"],
        ["valid"],
        ["valid", "sealed", "resource-count", "idle", "timeout"],
        ["valid", "timeout", "outcome"],
    ]
