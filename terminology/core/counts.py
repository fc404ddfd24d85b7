"""Counts with their noun, for pages, reports and error messages."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 code, 1,234 codes."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
