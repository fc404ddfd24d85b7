"""Counts with their noun and long lists cut short, for pages, reports and error messages."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 code, 1,234 codes."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def first_of(names: Sequence[str], most: int, between: str = ", ", before_rest: str = " ") -> str:
    """The first `most` names and the number of others: J0897, J3111 and 1,232 more."""
    rest = len(names) - most
    return between.join(names[:most]) + (f"{before_rest}and {rest:,} more" if rest > 0 else "")
