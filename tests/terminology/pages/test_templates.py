import pytest
from jinja2 import UndefinedError

from terminology.pages.matched_words import Piece
from terminology.pages.templates import ENVIRONMENT


def test_everything_is_escaped_and_only_pieces_are_elements() -> None:
    template = ENVIRONMENT.from_string("{{ text }} {{ pieces|pieces }} {{ day|day }}")
    hostile = "<img onerror=x>"
    written = template.render(text=hostile, pieces=[Piece(hostile, "mark"), Piece("&")], day='"><b>')
    assert "<img" not in written
    assert "<mark>&lt;img onerror=x&gt;</mark>&amp;" in written
    assert "<b>" not in written


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ nothing }}").render()


def test_no_template_marks_text_as_safe() -> None:
    for name in ENVIRONMENT.list_templates():
        source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)  # type: ignore[union-attr]
        assert "safe" not in source
        assert "style=" not in source


def test_days_and_addresses_break_where_a_reader_expects_it() -> None:
    template = ENVIRONMENT.from_string("{{ text|unbroken }} {{ url|address }}")
    written = template.render(text="<b>It ended on 2016-02-29 (2017-01).", url="http://a/<b>")
    assert (
        '&lt;b&gt;It ended on <span class="nowrap">2016-02-29</span> (<span class="nowrap">2017-01</span>).' in written
    )
    assert "http:/<wbr>/<wbr>a/<wbr>&lt;b&gt;" in written
