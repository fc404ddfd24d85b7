import pytest

from terminology.core.budget import Budget, Cancelled, Limits, deadline
from terminology.core.errors import TimedOut


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_time_is_over_once_its_seconds_have_passed() -> None:
    clock = Clock()
    budget = Budget(Limits(seconds=2.0), clock)
    clock.now = 102.0
    budget.check()
    clock.now = 102.5
    with pytest.raises(TimedOut, match="within 2 seconds"):
        budget.check()
    assert budget.remaining_s == 0.0


def test_time_counts_from_the_arrival_of_the_request_and_not_from_when_work_begins() -> None:
    budget = Budget(Limits(seconds=2.0), Clock(), started=97.0)
    with pytest.raises(TimedOut):
        budget.check()


def test_a_request_that_was_cancelled_ends_at_its_next_check_for_the_first_reason() -> None:
    budget = Budget(Limits(), Clock())
    budget.cancel()
    budget.cancel(KeyError)
    with pytest.raises(Cancelled):
        budget.check()


def test_work_outside_a_request_has_its_own_deadline() -> None:
    times = iter([0.0, 5.0, 10.5])
    check = deadline(10, lambda: next(times), "The codes were not found")
    check()
    with pytest.raises(TimedOut, match="The codes were not found within 10 seconds"):
        check()
