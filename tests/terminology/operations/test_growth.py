"""Twice the input takes about twice the time: definitions, maps and resources in a request.

Like `tests/fhir_resources/test_growth.py` for their readers. Input above a limit is refused in linear time too.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice, pairwise, takewhile
from typing import Any

import pytest

from fhir_resources.parameters import Parameter, Parameters
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, DependsOn, Element, Group, Target
from terminology.core.errors import TerminologyError
from terminology.core.model import Coding, Designation, PropertyDefinition, Value
from terminology.core.requests import ConceptMapReference, Dependency, TranslateRequest
from terminology.core.value_sets import Contains, Include, ValueSet, ValueSetHeader
from terminology.library.overlay import ParsedResourceCache, overlaid
from terminology.operations.translate import translate
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    supplement_of,
    value_set_of,
)
from tests.builders.operations import context_of, expansion_of, validation_of
from tests.fhir_resources.test_growth import ATTEMPTS, EXPAND, TIMES, Read, Shape, growth

SEVEN = Coding(SYSTEM, "c7")
COLOR = PropertyDefinition("color", "code")
NAMES = [f"c{number}" for number in range(300)]
ONE = code_system_of(*NAMES, version="1")
TWO = code_system_of(*reversed(NAMES), version="2")


def asked(catalogue: Catalogue, value_set: ValueSet, **fields: object) -> Read:
    """Expands it, and validates one code."""

    def ask() -> None:
        with suppress(TerminologyError):
            expansion_of(catalogue, value_set, count=10, **fields)
        with suppress(TerminologyError):
            validation_of(catalogue, value_set, Coding(SYSTEM, "c7"))

    return ask


def of(*include: Include, exclude: tuple[Include, ...] = (), known: Catalogue = catalogue_of(ONE, TWO)) -> Read:  # noqa: B008
    return asked(known, value_set_of(*include, exclude=exclude))


def many_imports(n: int) -> Read:
    sets = [value_set_of(codes_of(NAMES[i % 300]), url=f"http://example.org/{i}") for i in range(n)]
    return of(*(imports(item.header.url) for item in sets), known=catalogue_of(ONE, *sets))


def many_code_systems(n: int) -> Read:
    urls = [f"urn:c:{i}" for i in range(n)]
    return of(*map(all_of, urls), known=catalogue_of(*(code_system_of("a", url=url) for url in urls)))


def many_supplements(n: int) -> Read:
    added = (supplement_of(concept_of("c7", None, Designation(f"Name {i}")), url=f"urn:s:{i}") for i in range(n))
    context = context_of(supplements=tuple(f"urn:s:{i}" for i in range(n)))
    return asked(catalogue_of(ONE, *added), value_set_of(all_of()), context=context, includes_designations=True)


def chained(n: int) -> Read:
    """Each imports the previous one twice."""
    urls = [f"http://example.org/{i}" for i in range(n)]
    sets = [value_set_of(all_of(), url=urls[0])]
    sets += [value_set_of(imports(below), imports(below), url=url) for below, url in pairwise(urls)]
    return asked(catalogue_of(ONE, *sets), sets[-1])


def stored(n: int) -> Read:
    entries = tuple(Contains(SYSTEM if i % 2 else OTHER_SYSTEM, None, f"c{i}", f"Code {i}") for i in range(n))
    return asked(catalogue_of(ONE), ValueSet(ValueSetHeader("http://example.org/stored"), None, entries))


def less_parts(n: int) -> Read:
    """Excludes value sets with only a partial expansion."""
    entries = (Contains(SYSTEM, None, "c1"),)
    parts = [ValueSet(ValueSetHeader(f"urn:v:{i}"), expansion=entries, is_partial=True) for i in range(n)]
    excluded = tuple(imports(item.header.url or "") for item in parts)
    return of(all_of(version="1"), exclude=excluded, known=catalogue_of(ONE, *parts))


def tree(n: int) -> Read:
    codes = [f"c{i}" for i in range(n)]
    deep = code_system_of(*codes, nesting=dict(zip(codes[1:200], codes, strict=False)))
    return lambda: of(filtered(("concept", "is-a", "c0")), known=catalogue_of(deep))()


def below_a_chain(n: int) -> Read:
    """Members at the end of a long chain of non-members."""
    chain, leaves = [f"c{i}" for i in range(n)], [concept_of(f"leaf{i}", color="red") for i in range(n)]
    nesting = dict(pairwise(reversed(chain))) | {leaf.code: chain[-1] for leaf in leaves}
    deep = code_system_of(*chain, *leaves, nesting=nesting, properties=(COLOR,))
    known, red = catalogue_of(deep), value_set_of(filtered(("color", "=", "red")))
    return lambda: expansion_of(known, red, limit_codes=n)


def in_languages(n: int) -> Read:
    designations = tuple(Designation(f"Name {i}", f"en-x{i}") for i in range(n))
    known = catalogue_of(code_system_of(concept_of("c7", "Seven", *designations)))
    return asked(known, value_set_of(all_of()), context=context_of("en-x1, de, fr;q=0.3"))


def translated(elements: Iterable[Element], **request: Any) -> Read:
    """A map in the request, from SYSTEM to another, used for some codings."""
    concept_map = ConceptMap(ConceptMapHeader(url="urn:m"), (Group(SYSTEM, OTHER_SYSTEM, tuple(elements)),))
    asked = TranslateRequest(concept_map=ConceptMapReference(concept_map=concept_map), **request)
    return lambda: translate(catalogue_of(ONE), asked)


def many_codings(n: int) -> Read:
    elements = (Element(f"x{i}", targets=(Target("y", "equivalent"),)) for i in range(n))
    return translated(elements, codings=tuple(Coding(SYSTEM, f"x{i}") for i in range(n)))


def many_codings_in_reverse(n: int) -> Read:
    elements = (Element("y", targets=(Target(f"x{i}", "equivalent"),)) for i in range(n))
    return translated(elements, codings=tuple(Coding(OTHER_SYSTEM, f"x{i}") for i in range(n)), is_reverse=True)


def many_conditions(n: int) -> Read:
    """As many targets with a condition as values that may meet it; the last one does."""
    depends = (DependsOn("setting", Value("code", f"s{i}")) for i in range(n))
    targets = tuple(Target(f"y{i}", "equivalent", depends_on=(item,)) for i, item in enumerate(depends))
    supplied = Dependency("setting", tuple(f"s{n - i}" for i in range(n)))
    others = tuple(Dependency(f"a{i}", ("x",)) for i in range(n))
    return translated([Element("c7", targets=targets)], codings=(SEVEN,), dependencies=(supplied, *others))


def brought(resources: Callable[[int], dict[str, object]]) -> Shape:
    """Resources in a request, overlaid on the catalogue."""

    def shape(n: int) -> Read:
        parameters = Parameters(EXPAND, [Parameter("tx-resource", resources(i)) for i in range(n)])
        return lambda: overlaid(Catalogue(), parameters, ParsedResourceCache(0))

    return shape


def code_system(i: int, url: str = "urn:c", **more: object) -> dict[str, object]:
    stated = {"resourceType": "CodeSystem", "url": url, "version": str(i), "status": "active", "content": "complete"}
    return {**stated, "concept": [{"code": "a"}], **more}


def value_set(i: int) -> dict[str, object]:
    identifier = [{"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3"}]
    return {"resourceType": "ValueSet", "url": f"urn:v:{i}", "status": "active", "identifier": identifier}


SHAPES: dict[str, Shape] = {
    "listed codes": lambda n: of(codes_of(*(f"c{i}" for i in range(20 * n)))),
    "one listed code each": lambda n: of(*(codes_of(NAMES[i % 300]) for i in range(n))),
    "whole systems in two versions": lambda n: of(*(all_of(version="12"[i % 2]) for i in range(n))),
    "excludes of another version": lambda n: of(all_of(version="1"), exclude=(codes_of("c1", version="2"),) * n),
    "includes less excludes": lambda n: of(*(all_of(),) * n, exclude=(codes_of("c1"),) * n),
    "filters": lambda n: of(filtered(*(("code", "in", f"c7,c{i}") for i in range(n)))),
    "values of a filter": lambda n: of(filtered(("code", "in", ",".join(f"c{i}" for i in range(4 * n))))),
    "imports": many_imports,
    "code systems": many_code_systems,
    "supplements": many_supplements,
    "one import again and again": lambda n: of(
        *(imports("http://example.org/a", system=SYSTEM),) * n,
        known=catalogue_of(ONE, TWO, value_set_of(all_of(version="1"), url="http://example.org/a")),
    ),
    "imports of imports": chained,
    "a stored expansion": stored,
    "excludes of parts of value sets": less_parts,
    "a deep tree": tree,
    "members below a chain": below_a_chain,
    "languages": in_languages,
    "words to search for": lambda n: asked(catalogue_of(ONE), value_set_of(all_of()), filter="c7 code " * n),
    "codings to translate": many_codings,
    "codings to translate in reverse": many_codings_in_reverse,
    "conditions and dependencies": many_conditions,
    "versions that come along": brought(code_system),
    "code systems that come along": brought(lambda i: code_system(1, f"urn:c:{i}")),
    "supplements that come along": brought(lambda i: code_system(i, content="supplement", supplements="urn:c")),
    "value sets of one identifier that come along": brought(value_set),
}


@pytest.fixture(autouse=True, scope="module")
def without_collections() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", SHAPES)
def test_twice_as_much_takes_about_twice_the_time(name: str) -> None:
    found = list(takewhile(lambda times: times > TIMES, islice(growth(SHAPES[name]), ATTEMPTS)))
    assert len(found) < ATTEMPTS, found
