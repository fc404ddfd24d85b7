from collections.abc import Callable
from dataclasses import replace

import pytest

from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.errors import BadRequest
from terminology.pages.context import PageRequest
from terminology.pages.release_changes import release_changes

Ask = Callable[..., PageRequest]


def test_the_same_releases_are_compared_once(ask: Ask) -> None:
    first = release_changes(ask("/compare"), HCPCS, "2017-01", "2025-10")
    assert first.changes
    assert release_changes(ask("/compare", chapter="J"), HCPCS, "2017-01", "2025-10") is first
    assert release_changes(ask("/compare"), HCPCS, "2023-01", "2025-10") is not first


def test_changed_content_is_compared_again(ask: Ask) -> None:
    request = ask("/compare")
    first = release_changes(request, HCPCS, "2017-01", "2025-10")
    other = replace(request, snapshot=replace(request.snapshot, digest="another"))
    assert release_changes(other, HCPCS, "2017-01", "2025-10") is not first


def test_an_impossible_comparison_is_refused_each_time(ask: Ask) -> None:
    for _ in range(2):
        with pytest.raises(BadRequest):
            release_changes(ask("/compare"), HCPCS, "2025-10", "2017-01")
