from hypothesis import given

from terminology.core.model import CodeSystemHeader, Coding, Concept, Designation, FilterDefinition, Property, Value
from terminology.index.concept_codec import (
    POOL_LIMIT,
    VALUES_LIMIT,
    ConceptDecoder,
    ConceptEncoder,
    decode_header,
    encode_header,
)
from tests.contracts.columns import concepts


@given(concepts)
def test_a_concept_round_trips(concept: Concept) -> None:
    encoder = ConceptEncoder()
    record = encoder.encode(concept)
    assert repr(ConceptDecoder(encoder.pools()).decode(concept.code, record)) == repr(concept)


def test_more_uses_and_properties_than_the_pool_holds_round_trip() -> None:
    encoder = ConceptEncoder()
    made = [
        Concept(
            str(number),
            designations=(Designation("x", use=Coding(code=str(number))),),
            properties=(Property(f"p{number}", Value("integer", number)),),
        )
        for number in range(POOL_LIMIT + 2)
    ]
    records = [encoder.encode(concept) for concept in made]
    decoder = ConceptDecoder(encoder.pools())
    assert [decoder.decode(concept.code, record) for concept, record in zip(made, records, strict=True)] == made


def test_a_property_that_numbers_its_concepts_leaves_room_for_others() -> None:
    encoder = ConceptEncoder()
    numbers = [Concept("a", properties=(Property("number", Value("integer", i)),)) for i in range(POOL_LIMIT)]
    records = [encoder.encode(concept) for concept in numbers]
    other = Concept("b", properties=(Property("kind", Value("code", "x")),))
    record = encoder.encode(other)
    decoder = ConceptDecoder(encoder.pools())
    assert record == b"[null,null,[],[%d]]" % VALUES_LIMIT
    assert decoder.decode("b", record) == other
    assert [decoder.decode("a", each) for each in records] == numbers


def test_a_header_round_trips() -> None:
    header = CodeSystemHeader(
        "urn:x", "1", case_sensitive=False, filters=(FilterDefinition("f", ("=", "in"), "any"),), aliases=("urn:y",)
    )
    assert decode_header(encode_header(header)) == header
