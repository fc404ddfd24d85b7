"""What all Columns do: `answers` covers every method, and two with the same data give the same answers.

A test class inherits ColumnsContract and builds its columns from a code system.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import numbers_in
from terminology.core.code_names import NARRATIVE_SECTION
from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    Property,
    PropertyDefinition,
    Value,
)
from terminology.core.status import CONCEPT_PROPERTIES, STANDARDS_STATUS
from terminology.index.columns import Columns
from terminology.index.memory_columns import MemoryColumns

URL = "http://example.org/things"
CODES = ("a", "A", "ß", "SS", "e1", "É2", "x\ny", "10", "b", "c")
WORDS = ("walker", "walkers", "rigid", "Spritze", "für", "inj", "10mg", "w/o", "bed\nside", "轮椅", "")
PROPERTIES = ("parent", "above", "child", "status", "inactive", "hidden", "notSelectable", "weight", "new\nline")
DECLARED = (
    PropertyDefinition("above", "code", uri=CONCEPT_PROPERTIES + "parent"),
    PropertyDefinition("child", "code"),
    PropertyDefinition("hidden", "boolean", uri=CONCEPT_PROPERTIES + "notSelectable", description="not chosen"),
)
QUESTIONS = (
    "walker",
    "walkre",
    "rigid walker",
    "spritz",
    "a",
    "inj bed",
    "walker nowhere",
    "shot",
    "10",
    "é",
    "",
    "w/o",
    "nothing at all",
)

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
USES = ("urn:use", "urn:x" + NARRATIVE_SECTION, None)
codings = st.builds(Coding, st.sampled_from(USES), st.sampled_from(["x", "y"]), st.none(), st.none())
values = st.one_of(
    st.sampled_from([True, False]).map(lambda content: Value("boolean", content)),
    st.sampled_from([*CODES, "retired", "active", "gone"]).map(lambda content: Value("code", content)),
    st.sampled_from([1, 2**60, -(2**70)]).map(lambda content: Value("integer", content)),
    st.sampled_from(["1.50", "1.5"]).map(lambda content: Value("decimal", Decimal(content))),
    codings.map(lambda content: Value("Coding", content)),
)
extensions = st.builds(Extension, st.sampled_from([STANDARDS_STATUS, "urn:other"]), st.none() | values)
extensions |= st.builds(Extension, st.just("urn:outer"), st.none(), st.tuples(extensions))
designations = st.builds(
    Designation,
    texts,
    st.sampled_from([None, "en", "de"]),
    st.none() | codings,
    st.lists(codings, max_size=1).map(tuple),
    st.lists(extensions, max_size=1).map(tuple),
)
concepts = st.builds(
    Concept,
    st.sampled_from(CODES) | st.text(min_size=1, max_size=3),
    st.none() | texts,
    st.none() | texts,
    st.lists(designations, max_size=2).map(tuple),
    st.lists(st.builds(Property, st.sampled_from(PROPERTIES), values), max_size=3).map(tuple),
    st.lists(extensions, max_size=1).map(tuple),
)
headers = st.builds(
    CodeSystemHeader,
    st.just(URL),
    case_sensitive=st.booleans(),
    properties=st.sampled_from([(), DECLARED, DECLARED[:1]]),
    extensions=st.lists(extensions, max_size=1).map(tuple),
)
# Several parents, circles and parents that are not there.
parents = st.dictionaries(st.sampled_from(CODES), st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple))
code_systems = st.builds(CodeSystem, headers, st.lists(concepts, max_size=12).map(tuple), parents)


def found(columns: Columns, text: str) -> tuple[list[int], int]:
    """Best first, and how many of them match."""
    places = columns.text_index().search(text)
    return list(places), places.exact


def answers(columns: Columns) -> dict[str, Any]:
    """All answers, as comparable values."""
    ordinals = range(columns.count)
    every_code = sorted({*CODES, *map(columns.code, ordinals), "unknown", "\ud800"})
    return {
        "header": columns.header,
        "codes": [columns.code(ordinal) for ordinal in ordinals],
        "all codes": list(columns.codes()),
        "concepts": [repr(columns.concept(ordinal)) for ordinal in ordinals],  # 1.5 and 1.50, 1 and true are equal
        "names": [columns.names(ordinal) for ordinal in ordinals],
        "ordinals": {code: columns.ordinal(code) for code in every_code},
        "folded": {code: columns.folded_ordinals(code) for code in every_code},
        "parents": [columns.parents(ordinal) for ordinal in ordinals],
        "children": [columns.children(ordinal) for ordinal in ordinals],
        "descendants": [columns.descendants(ordinal) for ordinal in ordinals],
        "ancestors": [columns.ancestors(ordinal) for ordinal in ordinals],
        "sets": (columns.leaves(), columns.inactive(), columns.abstract()),
        "properties": {code: _column(columns, code) for code in (*PROPERTIES, *IMPLIED, "unknown")},
        "found": {text: found(columns, text) for text in (*QUESTIONS, *CODES)},
        "found with more": _found_with_more(columns),
    }


IMPLIED = ("code", "concept", "display", "definition")


def _column(columns: Columns, code: str) -> Any:
    column = columns.property_column(code)
    if column is None:
        return None
    every = sorted(column.values())
    assert len(every) == len(set(every))
    some = every[::2]
    return {value: column.ordinals(value) for value in (*every, "no value")}, column.any(), column.any_of(some[::-1])


def _found_with_more(columns: Columns) -> list[int]:
    more = columns.text_index().with_texts({ordinal: ["walker of another kind"] for ordinal in range(columns.count)})
    return list(more.search("another walker"))


class ColumnsContract:
    def make(self, code_system: CodeSystem) -> Columns:
        raise NotImplementedError

    @given(code_systems)
    def test_they_answer_like_those_in_memory(self, code_system: CodeSystem) -> None:
        assert answers(self.make(code_system)) == answers(MemoryColumns(code_system))

    def test_concepts_are_numbered_in_their_order_and_the_first_of_two_counts(self) -> None:
        columns = self.make(
            CodeSystem(CodeSystemHeader(URL), (Concept("b", "first"), Concept("a"), Concept("b", "second")))
        )
        assert [columns.concept(ordinal) for ordinal in range(columns.count)] == [Concept("b", "first"), Concept("a")]
        assert (columns.ordinal("a"), columns.ordinal("B"), columns.folded_ordinals("B")) == (1, None, (0,))

    def test_below_a_concept_is_everything_that_children_lead_to(self) -> None:
        concepts = tuple(map(Concept, "abcde"))
        tree = {"b": ("a",), "c": ("b",), "d": ("a",)}
        columns = self.make(CodeSystem(CodeSystemHeader(URL), concepts, tree))
        assert list(numbers_in(columns.descendants(0))) == [1, 2, 3]
        assert list(numbers_in(columns.leaves())) == [2, 3, 4]
        assert list(numbers_in(columns.ancestors(2))) == [0, 1]

    def test_in_a_circle_everything_is_above_itself_and_nothing_below_itself(self) -> None:
        circle = {"a": ("c",), "b": ("a",), "c": ("b",), "d": ("c", "a")}
        columns = self.make(CodeSystem(CodeSystemHeader(URL), tuple(map(Concept, "abcd")), circle))
        assert list(numbers_in(columns.descendants(0))) == [1, 2, 3]
        assert list(numbers_in(columns.ancestors(0))) == [0, 1, 2]

    def test_hierarchy_and_status_are_available_under_standard_property_names(self) -> None:
        header = CodeSystemHeader(URL, properties=DECLARED)
        above = Property("above", Value("code", "a"))
        hidden = Property("hidden", Value("boolean", True))
        columns = self.make(CodeSystem(header, (Concept("a", properties=(hidden,)), Concept("b", properties=(above,)))))
        assert columns.parents(1) == (0,)
        assert list(numbers_in(columns.abstract())) == [0]
        parent, hides = columns.property_column("parent"), columns.property_column("notSelectable")
        assert parent
        assert hides
        assert (list(parent.values()), parent.ordinals("a"), list(hides.values())) == (["a"], 0b10, ["true"])

    def test_a_property_that_no_concept_has_is_empty(self) -> None:
        columns = self.make(CodeSystem(CodeSystemHeader(URL), (Concept("a"),)))
        assert columns.property_column("weight") is None
        assert columns.property_column("definition") is None

    def test_a_code_system_without_concepts_has_columns(self) -> None:
        empty = CodeSystem(replace(CodeSystemHeader(URL), content="not-present"))
        columns = self.make(empty)
        assert columns.count == 0
        assert list(columns.text_index().search("a")) == []
        assert columns.folded_ordinals("a") == ()
