from decimal import Decimal

import bson
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.model import (
    Coding,
    Concept,
    Designation,
    Extension,
    Property,
    Value,
)
from terminology.store.documents import ConceptReader, concept_document, id_range, system_key

SYSTEM = "http://example.org/codes"

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
optional = st.none() | text
codes = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
codings = st.builds(Coding, optional, optional, optional, optional)
values = st.one_of(
    st.builds(Value, st.sampled_from(["code", "string", "dateTime"]), text),
    st.builds(Value, st.just("boolean"), st.booleans()),
    st.builds(Value, st.just("integer"), st.integers(-(2**31), 2**31 - 1)),
    st.builds(Value, st.just("decimal"), st.decimals(allow_nan=False, allow_infinity=False)),
    st.builds(Value, st.just("Coding"), codings),
)
extensions = st.recursive(
    st.builds(Extension, text, values),
    lambda inner: st.builds(Extension, text, st.none(), st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)


def tuples(items: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(items, max_size=most).map(tuple)


designations = st.builds(Designation, text, optional, st.none() | codings, tuples(codings), tuples(extensions, 1))
concepts = st.builds(
    Concept,
    codes,
    optional,
    optional,
    tuples(designations),
    tuples(st.builds(Property, codes, values), 5),
    tuples(extensions, 2),
)


def through_mongo(document: dict) -> dict:
    return bson.decode(bson.encode(document))


@given(st.lists(concepts, max_size=4))
def test_concepts_come_back_as_they_were(several: list[Concept]) -> None:
    reader = ConceptReader()
    read = [reader.concept(through_mongo(concept_document(SYSTEM, concept))) for concept in several]
    assert read == several
    # Equality alone would let 1 pass for True, and 1.10 for 1.1.
    assert [repr(concept) for concept in read] == [repr(concept) for concept in several]


@given(concepts, concepts)
def test_only_equal_concepts_have_the_same_id(one: Concept, other: Concept) -> None:
    same_id = concept_document(SYSTEM, one)["_id"] == concept_document(SYSTEM, other)["_id"]
    assert same_id == (repr(one) == repr(other))


@given(concepts)
def test_the_id_is_in_the_range_of_its_system(concept: Concept) -> None:
    found = id_range(system_key(SYSTEM))
    assert found["$gte"] <= concept_document(SYSTEM, concept)["_id"] < found["$lt"]


def test_systems_with_the_same_last_part_have_different_ranges() -> None:
    assert system_key("http://a.org/codes") != system_key("http://b.org/codes")
    assert system_key("http://a.org/codes").startswith("codes-")


def test_a_document_is_readable_in_a_mongo_shell() -> None:
    short = Designation("Inj romosozumab", use=Coding("http://x", "short-description"))
    properties = (
        Property("pricingIndicator", Value("code", "51")),
        Property("weight", Value("decimal", Decimal("1.10"))),
    )
    document = concept_document(SYSTEM, Concept("J3111", "Injection", None, (short,), properties))
    assert document == {
        "_id": document["_id"],
        "system": SYSTEM,
        "code": "J3111",
        "display": "Injection",
        "designations": [{"value": "Inj romosozumab", "use": {"system": "http://x", "code": "short-description"}}],
        "properties": [
            {"code": "pricingIndicator", "type": "code", "value": "51"},
            {"code": "weight", "type": "decimal", "value": "1.10"},
        ],
    }


def test_equal_parts_of_concepts_become_one_object() -> None:
    reader = ConceptReader()
    document = concept_document(SYSTEM, Concept("a", properties=(Property("p", Value("integer", 1)),)))
    one, other = reader.concept(document), reader.concept(through_mongo(document))
    assert one.properties[0] is other.properties[0]
