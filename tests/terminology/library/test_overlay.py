"""The resources of a request overlay the catalogue for that request only."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources import json_format
from fhir_resources.operation_definitions import CODE_SYSTEM_VALIDATE_CODE, EXPAND, LOOKUP
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.supplements import Supplement
from terminology.library.overlay import ParsedResourceCache, elements_of, overlaid

SYSTEM = "http://example.org/colours"
Json = dict[str, Any]
EMPTY = Catalogue()
FIELDS = ("code", "display", "concept", "include", "system", "filter", "op", "value", "property", "element", "target")


def code_system(url: str = SYSTEM, **more: Any) -> Json:
    concepts = [{"code": "red", "display": "Red"}]
    return {
        "resourceType": "CodeSystem",
        "url": url,
        "status": "active",
        "content": "complete",
        "concept": concepts,
    } | more


SUPPLEMENT = code_system("http://example.org/colours-de", content="supplement", supplements=SYSTEM)
VALUE_SET = {
    "resourceType": "ValueSet",
    "url": "http://example.org/vs",
    "status": "active",
    "compose": {"include": [{"system": SYSTEM}]},
}
CONCEPT_MAP = {"resourceType": "ConceptMap", "url": "http://example.org/cm", "status": "active", "group": []}


def with_resources(*resources: Any, name: str = "tx-resource", catalogue: Catalogue = EMPTY) -> Catalogue:
    definition = CODE_SYSTEM_VALIDATE_CODE if name == "codeSystem" else EXPAND
    parameters = Parameters(definition, [Parameter(name, resource) for resource in resources])
    return overlaid(catalogue, parameters, ParsedResourceCache()).catalogue


def test_without_resources_the_catalogue_is_the_same_object() -> None:
    catalogue = Catalogue()
    assert with_resources(catalogue=catalogue) is catalogue


def test_each_kind_of_resource_finds_its_place() -> None:
    catalogue = with_resources(code_system(), SUPPLEMENT, VALUE_SET, CONCEPT_MAP)
    found = catalogue.find_code_system(SYSTEM)
    assert found
    assert found.locate("red")
    assert isinstance(catalogue.find_supplement("http://example.org/colours-de"), Supplement)
    assert catalogue.find_value_set("http://example.org/vs")
    assert catalogue.find_concept_map("http://example.org/cm")


def test_an_overlay_ends_with_its_request() -> None:
    catalogue = Catalogue()
    assert with_resources(code_system(), catalogue=catalogue).has_code_system(SYSTEM)
    assert not catalogue.has_code_system(SYSTEM)


def test_a_resource_replaces_the_one_with_its_url_and_version() -> None:
    loaded = with_resources(code_system(version="1"), code_system(version="2"))
    catalogue = with_resources(code_system(version="1", concept=[{"code": "blue"}]), catalogue=loaded)
    assert catalogue.code_system_versions(SYSTEM) == ("1", "2")
    assert catalogue.get_code_system(SYSTEM, "1").locate("blue")
    assert catalogue.get_code_system(SYSTEM, "2").locate("red")


def test_the_requested_code_system_may_be_sent_in_the_request() -> None:
    assert with_resources(code_system(), name="codeSystem").has_code_system(SYSTEM)


def test_the_requested_code_system_takes_precedence_over_a_copy() -> None:
    mine, copy = code_system(concept=[{"code": "blue"}]), code_system()
    parameters = [Parameter("tx-resource", copy), Parameter("codeSystem", mine)]
    catalogue, _ = overlaid(EMPTY, Parameters(CODE_SYSTEM_VALIDATE_CODE, parameters), ParsedResourceCache())
    assert catalogue.get_code_system(SYSTEM).locate("blue")


def test_an_operation_without_such_a_parameter_passes_over_it() -> None:
    parameters = Parameters(LOOKUP, [Parameter("codeSystem", code_system())])
    assert overlaid(Catalogue(), parameters, ParsedResourceCache()) == (Catalogue(), ())


@pytest.mark.parametrize("resource", [{"resourceType": "Patient"}, {"resourceType": "Bundle"}, {}, {"url": SYSTEM}])
def test_a_resource_of_another_type_is_refused(resource: Json) -> None:
    with pytest.raises(BadRequest, match="The parameter tx-resource takes a CodeSystem or ValueSet or ConceptMap") as e:
        with_resources(code_system(), resource)
    assert e.value.issues[0].expression == ("tx-resource",)


def test_a_value_set_in_the_place_of_the_code_system_is_refused() -> None:
    with pytest.raises(BadRequest, match="The parameter codeSystem takes a CodeSystem, not ValueSet"):
        with_resources(VALUE_SET, name="codeSystem")


@pytest.mark.parametrize("value", ["CodeSystem", 5, ["x"], True])
def test_a_value_that_is_not_a_resource_is_refused(value: object) -> None:
    with pytest.raises(BadRequest, match="tx-resource"):
        with_resources(value)


@pytest.mark.parametrize(
    ("resource", "expression"),
    [
        (code_system(concept=[{"display": "no code"}]), "CodeSystem.concept[0].code"),
        (code_system(concept="red"), "CodeSystem.concept"),
        (code_system(url=5), "CodeSystem.url"),
        (VALUE_SET | {"compose": {"include": ["x"]}}, "ValueSet.compose.include"),
        (VALUE_SET | {"compose": []}, "ValueSet.compose"),
    ],
)
def test_a_broken_resource_is_refused_with_the_place_where_it_is_broken(resource: Json, expression: str) -> None:
    with pytest.raises(BadRequest) as error:
        with_resources(resource)
    assert error.value.issues[0].expression == (expression,)


@given(
    st.sampled_from([code_system(), SUPPLEMENT, VALUE_SET, CONCEPT_MAP]),
    st.sampled_from(["url", "version", "status", "content", "concept", "compose", "group", "supplements", "expansion"]),
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab|", max_size=3),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
        max_leaves=6,
    ),
)
def test_any_input_is_read_or_refused(resource: Json, name: str, value: Any) -> None:
    with suppress(BadRequest):
        with_resources(resource | {name: value})


def test_the_same_resource_is_read_once() -> None:
    cache = ParsedResourceCache()
    assert cache.parse(code_system()) is cache.parse(code_system())
    assert cache.parse(code_system(version="2")) is not cache.parse(code_system())


def sizes(*resources: Json) -> int:
    return sum(elements_of(json_format.dumps(resource)) for resource in resources)


def test_the_least_recently_used_entry_is_evicted_first() -> None:
    a, b, c = (code_system(version=version) for version in "abc")
    cache = ParsedResourceCache(limit_elements=sizes(a, b))
    value_a, value_b = cache.parse(a), cache.parse(b)
    cache.parse(a)
    cache.parse(c)
    assert cache.parse(a) is value_a
    assert cache.parse(b) is not value_b


def test_an_oversized_entry_is_not_cached_and_evicts_nothing() -> None:
    small, large = code_system(), code_system(title="x" * 3000)
    cache = ParsedResourceCache(limit_elements=sizes(small))
    value = cache.parse(small)
    assert cache.parse(large) is not cache.parse(large)
    assert cache.parse(small) is value


def test_refused_requests_are_not_cached() -> None:
    cache = ParsedResourceCache(limit_elements=sizes(code_system()))
    value = cache.parse(code_system())
    with pytest.raises(BadRequest):
        cache.parse(code_system(concept=5))
    assert cache.parse(code_system()) is value


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300)), max_size=30))
def test_the_cache_never_exceeds_its_bound(uses: list[tuple[int, int]]) -> None:
    cache = ParsedResourceCache(limit_elements=8)
    for version, length in uses:
        cache.parse(code_system(version=str(version), title="x" * length * 10))
        assert cache.elements <= 8


def test_many_small_concepts_count_by_their_number_and_not_by_their_bytes() -> None:
    """They take ten times the memory of their JSON: 65 MB became 666 MB of objects."""
    cache = ParsedResourceCache(limit_elements=1000)
    many = code_system(concept=[{"code": f"{number:x}"} for number in range(1000)])
    assert cache.parse(many) is not cache.parse(many)
    assert cache.elements == 0


def test_the_first_of_two_resources_with_one_url_and_version_counts() -> None:
    first, second = CONCEPT_MAP | {"title": "first"}, CONCEPT_MAP | {"title": "second"}
    newer = CONCEPT_MAP | {"version": "2", "title": "newer"}
    catalogue = with_resources(first, second, newer)
    titles = [item.header.title for item in catalogue.concept_maps[CONCEPT_MAP["url"]]]
    assert titles == ["newer", "first"]


def test_a_value_set_that_cannot_be_evaluated_is_refused_with_the_violated_rule() -> None:
    both = {"system": SYSTEM, "concept": [{"code": "red"}], "filter": [{"property": "p", "op": "=", "value": "v"}]}
    with pytest.raises(BadRequest, match=r"ValueSet.compose.include\[0\]: .*\(vsd-3\)"):
        with_resources(VALUE_SET | {"compose": {"include": [both]}})
