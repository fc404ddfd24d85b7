"""The templates: everything a view holds is escaped, and a name that is not there is an error."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from terminology.pages.assets import asset_path
from terminology.pages.matched_words import Element, Piece
from terminology.pages.wording import counted

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
    environment.filters.update(day=_day, pieces=_pieces, thousands=_thousands, counted=counted)
    environment.globals["asset"] = asset_path
    return environment


ENVIRONMENT = _environment()


def render(template: str, **values: Any) -> str:
    return ENVIRONMENT.get_template(template).render(values)
