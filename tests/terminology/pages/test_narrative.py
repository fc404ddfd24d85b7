from terminology.core.model import Coding, Concept, Designation, Extension, Property, Value
from terminology.pages.narrative import Block, blocks_of, narrative_of
from terminology.pages.templates import ENVIRONMENT, render
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


def test_only_provenance_of_shown_narratives_is_reported() -> None:
    def text(language: str, about: str) -> Designation:
        reported = Extension(
            "b/StructureDefinition/procedure-narrative", extensions=(Extension("about", string(about)),)
        )
        return Designation("x", language, Coding("uses", "purpose"), extensions=(reported,))

    def stated(file: str, language: str, about: str, status: str) -> tuple[Property, ...]:
        facts = {"sourceFile": file, "language": language, "about": about, "reviewStatus": status}
        return tuple(Property(code, string(value)) for code, value in facts.items())

    def string(value: str) -> Value:
        return Value("string", value)

    complete = Concept(
        "A",
        properties=(
            *stated("old.txt", "en", "Old", "approved"),
            *stated("new.txt", "en", "New", "draft"),
            *stated("es.txt", "es", "New", "reviewed"),
        ),
    )
    found = narrative_of((text("en", "New"),), "uses", complete)
    assert found
    assert (found.provenance[0], found.review_status) == (("Source file", "new.txt"), "draft")
    both = narrative_of((text("es", "New"), text("en", "Old")), "uses", complete)
    assert both
    assert [value for what, value in both.provenance if what == "Source file"] == ["old.txt", "es.txt"]
    assert both.review_status == "reviewed"


def test_marked_up_text_of_a_narrative_stays_text() -> None:
    hostile = "<img src=x onerror=alert(1)>\n- <script>alert(2)</script>"
    designation = Designation(hostile, "en", Coding("uses", "purpose", display=hostile))
    narrative = narrative_of((designation,), "uses", concept_of("A", source=hostile))
    text = render("narrative.html", view={"narrative": narrative})
    assert "<img" not in text
    assert "<script" not in text
    assert text.count("&lt;img") == 3


def test_a_hostile_narrative_stays_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    section = Designation(f"{hostile}\n- {hostile}", '"><b>', Coding("uses", "purpose", display=hostile))
    found = narrative_of((section,), "uses", concept_of("A", sourceFile=hostile, reviewStatus=hostile))
    written = ENVIRONMENT.get_template("narrative.html").render(view={"narrative": found})
    assert "<img" not in written
    assert "<b>" not in written
    assert written.count("&lt;img src=x onerror=alert(1)&gt;") >= 4
