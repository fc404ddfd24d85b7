"""A finding of `terminology doctor`: what was checked, whether it works, and how to fix it."""

from dataclasses import dataclass
from typing import Literal

State = Literal["works", "note", "broken"]
SIGNS: dict[State, str] = {"works": "ok", "note": "note", "broken": "BROKEN"}


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` groups findings, `advice` is the fix. Only `broken` makes the command fail."""

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
