"""What the doctor finds: a line about each thing, whether it works, and what to do."""

from dataclasses import dataclass
from typing import Literal

State = Literal["works", "note", "broken"]
SIGNS: dict[State, str] = {"works": "ok", "note": "note", "broken": "BROKEN"}


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` groups lines. `advice` says what to do; only what is `broken` does not work."""

    about: str
    state: State
    text: str
    advice: str | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.state]


def works(about: str, text: str) -> Finding:
    return Finding(about, "works", text)


def note(about: str, text: str, advice: str | None = None) -> Finding:
    return Finding(about, "note", text, advice)


def broken(about: str, text: str, advice: str | None = None) -> Finding:
    return Finding(about, "broken", text, advice)
