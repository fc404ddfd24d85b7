from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.providers.deferred import DeferredCodeSystem, concept_count
from terminology.providers.generic import GenericCodeSystem

HEADER = CodeSystemHeader(url="http://example.org/CodeSystem/letters")
WHOLE = CodeSystem(HEADER, (Concept("a", "The letter a"), Concept("b"), Concept("c")), {"b": ("a",), "c": ("b",)})


def test_it_is_read_once_when_the_first_question_is_asked() -> None:
    reads: list[CodeSystem] = []

    def read() -> CodeSystem:
        reads.append(WHOLE)
        return WHOLE

    deferred = DeferredCodeSystem(HEADER, 3, read)
    assert (deferred.header, concept_count(deferred), deferred.validity("a"), reads) == (HEADER, 3, None, [])
    assert deferred.locate("a") is WHOLE.concepts[0]
    assert deferred.locate("d") is None
    assert len(reads) == 1


def test_it_answers_as_the_generic_one_does() -> None:
    deferred, generic = DeferredCodeSystem(HEADER, 3, lambda: WHOLE), GenericCodeSystem(WHOLE)
    for ask in (
        lambda provider: provider.concepts(),
        lambda provider: provider.parents("c"),
        lambda provider: provider.children("a"),
        lambda provider: list(provider.descendants("a")),
        lambda provider: list(provider.search("letter")),
        concept_count,
    ):
        assert ask(deferred) == ask(generic)
