"""Query: validated access to a page's query parameters. An empty parameter counts as absent."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from terminology.core.days import Days, parse_days
from terminology.core.errors import BadRequest
from terminology.pages.problems import PageProblem
from terminology.pages.wording import one_of

LONGEST_TEXT = 400  # characters of a search; nobody types more
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Query:
    """The name-value pairs in order. If a parameter repeats, the last one counts."""

    pairs: tuple[tuple[str, str], ...] = ()

    def find(self, name: str) -> str | None:
        value = next((value.strip() for key, value in reversed(self.pairs) if key == name), "")
        return value or None

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Raises PageProblem for a text that is too long."""
        value = self.find(name) or ""
        if len(value) > longest:
            raise PageProblem(400, f"The text is longer than {longest} characters", "Use fewer words.", name)
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str | None:
        value = self.find(name)
        if value is not None and value not in choices:
            advice = f"Choose {one_of(choices)}." if choices else "Leave it empty."
            raise PageProblem(400, f"‘{value[:80]}’ is not one of the choices for {name}", advice, name)
        return value

    def days(self) -> Days | None:
        """The requested days. Raises PageProblem for an invalid date."""
        value = self.find("date")
        if value is None:
            return None
        try:
            return parse_days(value[:40])
        except BadRequest:
            advice = "Enter a day as 2025-10-31, a month as 2025-10, or a year as 2025."
            raise PageProblem(400, f"‘{value[:40]}’ is not a date", advice, "date") from None

    def known_day(self) -> str | None:
        """The requested date as typed, for links to other pages; None if it is invalid."""
        try:
            return self.find("date") if self.days() else None
        except PageProblem:
            return None

    def page(self) -> int:
        """The page of a list, counted from 1."""
        value = self.find("page") or "1"
        if not (value.isascii() and value.isdigit()) or not 1 <= int(value[:12]) <= LAST_PAGE:
            raise PageProblem(400, f"‘{value[:40]}’ is not a page", "Pages are numbered from 1.", "page")
        return int(value)

    def changed(self, **parameters: str | int | None) -> str:
        """The query with these parameters changed or (None) removed; changing any but the page resets it to 1."""
        gone = set(parameters) | ({"page"} if "page" not in parameters else set()) | {"download", "go"}
        retained = [(name, value) for name, value in self.pairs if name not in gone and value]
        added = [(name, str(value)) for name, value in parameters.items() if value not in (None, "")]
        return urlencode([*retained, *added])


def day_text(days: Days | None, today: date) -> str:
    """The date for a form: as typed, or today."""
    return days.text if days else today.isoformat()
