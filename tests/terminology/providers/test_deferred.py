from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter
from terminology.providers.deferred import DeferredCodeSystem
from terminology.providers.generic import in_memory

HEADER = CodeSystemHeader(url="http://example.org/CodeSystem/letters")
WHOLE = CodeSystem(HEADER, (Concept("a", "The letter a"), Concept("b"), Concept("c")), {"b": ("a",), "c": ("b",)})


def test_it_is_read_once_on_first_use() -> None:
    reads: list[CodeSystem] = []

    def read() -> CodeSystem:
        reads.append(WHOLE)
        return WHOLE

    deferred = DeferredCodeSystem(HEADER, 3, read)
    assert (deferred.header, deferred.count, deferred.validity("a"), reads) == (HEADER, 3, None, [])
    assert deferred.locate("a") is WHOLE.concepts[0]
    assert deferred.locate("d") is None
    assert len(reads) == 1


def test_it_answers_as_the_generic_one_does() -> None:
    deferred, generic = DeferredCodeSystem(HEADER, 3, lambda: WHOLE), in_memory(WHOLE)
    for ask in (
        lambda provider: list(provider.concepts()),
        lambda provider: provider.parents("c"),
        lambda provider: provider.children("a"),
        lambda provider: provider.select(Filter("concept", "is-a", "a"), "", no_deadline),
        lambda provider: list(provider.search("letter")),
        lambda provider: provider.count,
    ):
        assert ask(deferred) == ask(generic)
