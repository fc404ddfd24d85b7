"""The path of a request through the folders: at most seven down, and none back up."""

import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from fhir_resources.operation_definitions import EXPAND, LOOKUP, OperationDefinition
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget, Limits
from terminology.http.operations import run
from terminology.http.requests import FhirRequest
from terminology.http.server_context import ServerContext

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
# Each with how far down it is. The nouns of core are everywhere, and are no step of the way.
FOLDERS = {
    "terminology.http": 0,
    "terminology.library": 1,
    "terminology.operations": 2,
    "fhir_resources": 2,
    "terminology.providers": 3,
    "terminology.index": 4,
}


def folder_of(frame: FrameType) -> str | None:
    name = str(frame.f_globals.get("__name__"))
    return next((folder for folder in FOLDERS if name.startswith(f"{folder}.")), None)


def folders_above(frame: FrameType | None) -> Iterator[str]:
    """The folders from a frame up to the entry point."""
    while frame is not None:
        if (folder := folder_of(frame)) is not None:
            yield folder
        frame = frame.f_back


def steps(frame: FrameType) -> list[str]:
    """The folders on the path to this frame, one entry per change."""
    way = list(folders_above(frame))[::-1]
    return [folder for place, folder in enumerate(way) if not place or folder != way[place - 1]]


@pytest.mark.parametrize(
    ("operation", "query"),
    [
        (LOOKUP, (("system", HCPCS), ("code", "J3111"))),
        (EXPAND, (("url", WHOLE), ("count", "3"))),
        (EXPAND, (("url", WHOLE), ("filter", "inject"), ("count", "3"))),
    ],
)
def test_a_request_goes_at_most_seven_folders_down_and_never_back_up(
    server: ServerContext, operation: OperationDefinition, query: tuple[tuple[str, str], ...]
) -> None:
    content = server.library.snapshot(FhirVersion.R4)
    budget = Budget(Limits(), time.monotonic)
    request = FhirRequest(FhirVersion.R4, "GET", "", "http://tx/r4", query, content=content, budget=budget)
    run(operation, server, request)  # what is read when it is first asked for is there by now
    ways: set[tuple[str, ...]] = set()

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and folder_of(frame) is not None:
            ways.add(tuple(steps(frame)))

    sys.setprofile(note)
    try:
        run(operation, server, request)
    finally:
        sys.setprofile(None)
    assert any("terminology.providers" in way for way in ways)
    assert max(map(len, ways)) <= 7
    assert [way for way in ways if sorted(way, key=FOLDERS.__getitem__) != list(way)] == []
