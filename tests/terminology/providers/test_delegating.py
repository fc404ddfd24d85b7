from terminology.core.model import CodeSystemHeader
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter
from terminology.providers.delegating import ChangingCodeSystem
from terminology.providers.generic import in_memory
from tests.builders.catalogue import SYSTEM, code_system_of, concept_of

BASE = in_memory(code_system_of(concept_of("a", "A"), concept_of("b", "B", inactive=True), nesting={"b": "a"}))


def test_methods_a_subclass_does_not_override_answer_like_the_base() -> None:
    same = ChangingCodeSystem(BASE, CodeSystemHeader(SYSTEM, version="2"))
    below = Filter("concept", "descendent-of", "a")
    assert same.header.version == "2"
    assert (same.count, list(same.codes()), list(same.concepts())) == (2, ["a", "b"], list(BASE.concepts()))
    assert (same.locate("b"), same.locate("c"), same.ordinal("b")) == (BASE.locate("b"), None, 1)
    assert (same.parents("b"), same.children("a"), same.subsumes("a", "b")) == (("a",), ("b",), True)
    assert (same.select(below, "", no_deadline), same.inactive(), same.abstract()) == (0b10, 0b10, 0)
    assert list(same.search("b")) == [1]
    assert (same.find_implicit_value_set("x"), same.validity("a")) == (None, None)
