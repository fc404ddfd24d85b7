from io import BytesIO

from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_postings import open_postings
from terminology.index.stored_text_index import open_text_index
from terminology.index.text_columns import DISPLAYS, TextColumnsBuilder


def test_concepts_added_in_any_order_are_found_by_display_and_by_word() -> None:
    columns = TextColumnsBuilder()
    columns.add(1, "b", ("Lion", "Big cat"), False, ("Lion",))
    columns.add(0, "a", ("Cat",), False, ("Cat",))
    out = BytesIO()
    writer = SectionWriter(out.write)
    columns.end(2)
    columns.write(writer)
    writer.finish({})
    sections = Sections(out.getvalue())
    displays = open_postings(sections, DISPLAYS, 2)
    assert [displays.with_word(display) for display in ("Cat", "Lion", "Big cat")] == [1, 2, 0]
    assert list(open_text_index(sections).search("cat")) == [0, 1]
