"""The Jinja templates: all values are autoescaped, and undefined names are errors."""

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
    """A date as a <time> element, readable and machine-readable."""
    text = value.isoformat() if isinstance(value, date) else value
    return Markup('<time datetime="{0}">{0}</time>').format(text)


def _pieces(pieces: Iterable[Piece]) -> Markup:
    """A text with the matching or differing pieces marked."""
    return Markup("").join(
        ELEMENTS[piece.element].format(piece.text) if piece.element else escape(piece.text) for piece in pieces
    )


def _unbroken(text: str) -> Markup:
    """A text without line breaks inside dates and releases, such as after the hyphen of 2025-10."""
    parts = DAY_OR_MONTH.split(text)
    return Markup("").join(
        Markup('<span class="nowrap">{}</span>').format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def _address(text: str) -> Markup:
    """A canonical that can wrap after its slashes instead of within a word."""
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
    environment.filters.update(day=_day, pieces=_pieces, unbroken=_unbroken, address=_address, thousands=_thousands)
    environment.filters.update(counted=counted, first_capital=first_capital)
    environment.globals["asset"] = asset_path
    return environment


ENVIRONMENT = _environment()


def render(template: str, **values: Any) -> str:
    return ENVIRONMENT.get_template(template).render(values)
