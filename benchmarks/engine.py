"""`python -m benchmarks.engine`: the engine without HTTP, on generated content; prints a table of CPU microseconds.

Each request runs repeatedly on one catalogue, as in a server, so that cached results count as they do there.
"""

import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.figure import Figure, show
from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept
from terminology.core.requests import CodedInput, ExpandRequest, ValidateCodeRequest, ValueSetReference
from terminology.core.value_sets import Compose, ConceptReference, Filter, Include, ValueSet, ValueSetHeader
from terminology.operations.expand import expand
from terminology.operations.validate_code import validate_code
from terminology.providers.generic import in_memory

SYSTEM = "http://example.org/CodeSystem/large"
CONCEPTS = 10_000
BRANCHES = 10  # children of each concept: four levels
ENUMERATED = 1_000
FOR_S = 1.0  # CPU seconds per request


def catalogue() -> Catalogue:
    return Catalogue().with_resources(code_systems=[in_memory(_code_system())], value_sets=_value_sets())


def _code_system() -> CodeSystem:
    concepts = tuple(Concept(_code(number), f"Concept number {number}") for number in range(CONCEPTS))
    parents = {_code(number): (_code((number - 1) // BRANCHES),) for number in range(1, CONCEPTS)}
    return CodeSystem(CodeSystemHeader(url=SYSTEM, version="1"), concepts, parents)


def _code(number: int) -> str:
    return f"C{number:05}"


def _value_sets() -> Iterator[ValueSet]:
    yield _value_set("enumerated", Include(SYSTEM, concepts=tuple(_every(CONCEPTS // ENUMERATED))))
    yield _value_set("is-a", Include(SYSTEM, filters=(Filter("concept", "is-a", _code(0)),)))
    yield _value_set("is-a-branch", Include(SYSTEM, filters=(Filter("concept", "is-a", _code(1)),)))
    for step in (2, 3, 5):
        yield _value_set(f"every-{step}", Include(SYSTEM, concepts=tuple(_every(step))))
    yield _value_set("intersection", Include(value_sets=tuple(_url(f"every-{step}") for step in (2, 3, 5))))


def _every(step: int) -> Iterator[ConceptReference]:
    return (ConceptReference(_code(number)) for number in range(0, CONCEPTS, step))


def _value_set(name: str, include: Include) -> ValueSet:
    return ValueSet(ValueSetHeader(url=_url(name)), Compose(include=(include,)))


def _url(name: str) -> str:
    return f"http://example.org/ValueSet/{name}"


def figures() -> Iterator[Figure]:
    known = catalogue()
    for name, inside, outside in (
        ("enumerated", CONCEPTS - 10, 9_991),
        ("is-a", CONCEPTS - 1, None),
        ("is-a-branch", 1_111, 2),
        ("intersection", 9_990, 9_992),
    ):
        yield _figure(f"validate a code of {name}", lambda n=name, c=inside: _is_valid(known, n, c))
        if outside is not None:
            yield _figure(f"refuse a code for {name}", lambda n=name, c=outside: not _is_valid(known, n, c))
    for name, total in (("enumerated", ENUMERATED), ("is-a", CONCEPTS), ("intersection", 334)):
        yield _figure(f"expand {name}, its first 20 codes", lambda n=name, t=total: _total(known, n) == t)


def _is_valid(known: Catalogue, name: str, number: int) -> bool:
    coded = CodedInput("Coding", (Coding(SYSTEM, _code(number)),))
    return validate_code(known, ValidateCodeRequest(coded, ValueSetReference(url=_url(name)))).is_valid


def _total(known: Catalogue, name: str) -> int | None:
    return expand(known, ExpandRequest(ValueSetReference(url=_url(name)), offset=0, count=20)).total


def _figure(what: str, ask: Callable[[], bool]) -> Figure:
    """The mean CPU of a request after the first, and that of the first."""
    started = time.process_time()
    right = ask()
    first = time.process_time() - started
    asked, started = 0, time.process_time()
    while time.process_time() - started < FOR_S:
        right = ask() and right
        asked += 1
    if not right:
        raise RuntimeError(f"{what}: the answer is wrong")
    mean = (time.process_time() - started) / asked
    return Figure(f"engine: {what}", f"{mean * 1e6:,.0f} µs", f"first time {first * 1e6:,.0f} µs")


if __name__ == "__main__":
    sys.exit(show(figures()))
