import bson
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Concept,
    Extension,
    FilterDefinition,
    PropertyDefinition,
    Value,
)
from terminology.store.code_systems import header_document, header_from_document, order_from_text, order_text

SYSTEM = "http://example.org/codes"
codes = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


def test_a_header_comes_back_as_it_was() -> None:
    header = CodeSystemHeader(
        url=SYSTEM,
        version="1",
        title="Codes",
        experimental=False,
        case_sensitive=False,
        content="fragment",
        identifiers=("urn:oid:1.2",),
        extensions=(Extension("http://x", Value("string", "y")),),
        properties=(
            PropertyDefinition("p", "code", "http://u", "what", "http://list"),
            PropertyDefinition("q", "string"),
        ),
        filters=(FilterDefinition("p", ("=", "in"), "a code"),),
        aliases=("https://example.org/codes",),
    )
    assert header_from_document(bson.decode(bson.encode(header_document(header)))) == header


@given(st.lists(codes, unique=True, max_size=8), st.data())
def test_the_order_of_codes_and_their_parents_round_trip(order: list[str], data: st.DataObject) -> None:
    parents = {code: data.draw(st.lists(st.sampled_from(order), unique=True, max_size=2).map(tuple)) for code in order}
    parents = {code: above for code, above in parents.items() if above}
    code_system = CodeSystem(CodeSystemHeader(SYSTEM), tuple(map(Concept, order)), parents)
    assert order_from_text(order_text(code_system)) == (tuple(order), parents)
