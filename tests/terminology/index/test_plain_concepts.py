from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from terminology.core.code_names import NARRATIVE_SECTION
from terminology.core.languages import DISPLAY
from terminology.core.model import CodeSystemHeader, Coding, PropertyDefinition
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.plain_concepts import USES_KNOWN, PlainConcept

HEADER = CodeSystemHeader(
    "http://example.org/animals",
    hierarchy_meaning="is-a",
    properties=(PropertyDefinition("gone", "boolean", CONCEPT_PROPERTIES + "inactive"),),
)
TEXT = st.sampled_from(["", "a", "Big cat", "É 5"])
PROSE = f"http://example.org{NARRATIVE_SECTION}"
USE = st.sampled_from([None, DISPLAY, Coding("urn:x", "synonym"), Coding(PROSE, "common-name"), Coding(PROSE, "use")])
CONTENT = TEXT | st.booleans() | st.sampled_from([0, 1, 2**60])
CONCEPT = st.builds(
    PlainConcept,
    st.just(""),
    TEXT | st.none(),
    TEXT | st.none(),
    st.lists(st.tuples(TEXT, st.sampled_from([None, "de"]), USE), max_size=3),
    st.lists(
        st.tuples(
            st.sampled_from(["parent", "child", "gone", "status", "notSelectable", "color"]),
            st.sampled_from(["code", "string"]),
            CONTENT,
        ),
        max_size=3,
    ),
)


def written(concepts: list[PlainConcept], is_plain: bool) -> bytes:
    out = BytesIO()
    writer = ColumnsWriter(out.write, HEADER)
    for ordinal, concept in enumerate(concepts):
        if is_plain:
            writer.add_plain(ordinal, concept)
        else:
            writer.add(ordinal, concept.concept())
    writer.finish({}, {})
    return out.getvalue()


@given(st.lists(CONCEPT, max_size=4))
def test_columns_are_the_same_bytes_as_of_the_concepts(some: list[PlainConcept]) -> None:
    concepts = [concept._replace(code="a" * (number + 1)) for number, concept in enumerate(some)]
    assert written(concepts, is_plain=True) == written(concepts, is_plain=False)


def test_so_they_are_with_more_uses_than_are_remembered() -> None:
    uses = [Coding(PROSE, str(number)) for number in range(USES_KNOWN + 2)]
    concepts = [PlainConcept(f"c{number}", None, None, [("x", None, use)], []) for number, use in enumerate(uses)]
    twice = [*concepts, *(concept._replace(code=f"d{concept.code}") for concept in concepts)]
    assert written(twice, is_plain=True) == written(twice, is_plain=False)
