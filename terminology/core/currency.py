"""How current the content is: the newest release of each code system with dated releases, and its last day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from terminology.core.canonical import version_key
from terminology.core.system_rules import SystemRules


@dataclass(frozen=True, slots=True)
class NewestRelease:
    """The newest loaded release of a code system, which covers days up to `last_day`."""

    url: str
    title: str
    version: str
    last_day: date

    def days_behind(self, today: date) -> int:
        """Days since the release stopped covering today; 0 while it covers today."""
        return max((today - self.last_day).days, 0)

    def sentence(self, today: date) -> str:
        sentence = (
            f"The newest loaded release of {self.title} is {self.version} and covers days through {self.last_day}"
        )
        behind = self.days_behind(today)
        return f"{sentence}: {behind:,} days ago." if behind else f"{sentence}."


def newest_releases(
    rules: Mapping[str, SystemRules], versions: Mapping[str, Iterable[str | None]]
) -> tuple[NewestRelease, ...]:
    """In the order of the rules; `versions` are the loaded ones, by url."""
    found = []
    for url, of_system in rules.items():
        known = sorted((item for item in versions.get(url, ()) if item), key=version_key)
        window = of_system.window(known[-1]) if known and of_system.window else None
        if window:
            found.append(NewestRelease(url, of_system.title, known[-1], window.last))
    return tuple(found)
