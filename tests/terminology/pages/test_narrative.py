from terminology.core.model import Coding, Designation
from terminology.pages.narrative import Block, blocks_of, narrative_of
from terminology.pages.templates import render
from tests.builders.catalogue import concept_of


def test_lines_that_begin_with_a_hyphen_are_a_list() -> None:
    assert list(blocks_of("Before:\n- one\n- two\nAfter\n\n- <b>three</b>")) == [
        Block(False, ("Before:",)),
        Block(True, ("one", "two")),
        Block(False, ("After",)),
        Block(True, ("<b>three</b>",)),
    ]


def test_only_sections_of_narratives_are_in_it() -> None:
    designations = (
        Designation("Short", use=Coding("other", "x")),
        Designation("It helps.", "en", Coding("uses", "purpose", display="Purpose")),
        Designation("Fast.", "en", Coding("uses", "time-needed")),
    )
    found = narrative_of(designations, "uses", concept_of("A", sourceFile="a.txt", reviewStatus="draft"))
    assert found is not None
    assert found.review_status == "draft"
    assert [section.title for section in found.sections] == ["Purpose", "Time needed"]
    assert found.provenance == (("Source file", "a.txt"), ("Review status", "draft"))
    assert narrative_of(designations[:1], "uses", None) is None


def test_marked_up_text_of_a_narrative_stays_text() -> None:
    hostile = "<img src=x onerror=alert(1)>\n- <script>alert(2)</script>"
    designation = Designation(hostile, "en", Coding("uses", "purpose", display=hostile))
    narrative = narrative_of((designation,), "uses", concept_of("A", source=hostile))
    text = render("narrative.html", view={"narrative": narrative})
    assert "<img" not in text
    assert "<script" not in text
    assert text.count("&lt;img") == 3
