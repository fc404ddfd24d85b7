from collections.abc import Callable
from datetime import date

from terminology.pages.context import PageRequest


def test_a_request_reads_one_snapshot_and_carries_its_deadline(ask: Callable[..., PageRequest]) -> None:
    request = ask()
    assert request.catalogue is request.snapshot.catalogue
    assert request.resources is request.snapshot.resources
    assert request.asked.check_deadline is request.check_deadline
    assert request.context.today() == date(2026, 11, 22)
