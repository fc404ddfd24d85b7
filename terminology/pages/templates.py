"""The templates: everything a view holds is escaped, and a name that is not there is an error."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from terminology.core.counts import counted
from terminology.pages.assets import asset_path
from terminology.pages.matched_words import Element, Piece
from terminology.pages.wording import first_capital

DAY_OR_MONTH = re.compile(r"\b([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)\b")
ELEMENTS: dict[Element, Markup] = {
    "mark": Markup("<mark>{}</mark>"),
    "ins": Markup("<ins>{}</ins>"),
    "del": Markup("<del>{}</del>"),
}


def _day(value: date | str) -> Markup:
    """A day for people and programs."""
    text = value.isoformat() if isinstance(value, date) else value
    return Markup('<time datetime="{0}">{0}</time>').format(text)


def _pieces(pieces: Iterable[Piece]) -> Markup:
    """A text with the pieces that matched, or that differ, marked."""
    return Markup("").join(
        ELEMENTS[piece.element].format(piece.text) if piece.element else escape(piece.text) for piece in pieces
    )


def _whole(text: str) -> Markup:
    """A text whose days and releases stay in one line: 2025-10 is not broken at its hyphen."""
    parts = DAY_OR_MONTH.split(text)
    return Markup("").join(
        Markup('<span class="nowrap">{}</span>').format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def _address(text: str) -> Markup:
    """A canonical that breaks behind its slashes rather than within a word."""
    return Markup("/<wbr>").join(text.split("/"))


def _thousands(number: int) -> str:
    return f"{number:,}"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("terminology.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(day=_day, pieces=_pieces, whole=_whole, address=_address, thousands=_thousands)
    environment.filters.update(counted=counted, first_capital=first_capital)
    environment.globals["asset"] = asset_path
    return environment


ENVIRONMENT = _environment()


def render(template: str, **values: Any) -> str:
    return ENVIRONMENT.get_template(template).render(values)
