from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, DependsOn, Element, Group, Target, Unmapped
from terminology.core.model import CodeSystemHeader
from terminology.core.value_sets import Compose, ConceptReference, Contains, Include, ValueSet, ValueSetHeader
from terminology.http.search_content import (
    attributes,
    content_mode,
    group_system,
    identifiers,
    listed_codes,
    mapped_codes,
    other_maps,
    references,
    scope,
    supplemented,
)
from tests.builders.resources import resource

LISTED = Include("http://codes", "1", (ConceptReference("a"),))
IMPORTED = Include(value_sets=("http://other-set",))
VALUE_SET = ValueSet(ValueSetHeader(url="http://set"), Compose((LISTED, IMPORTED)))
STORED = ValueSet(ValueSetHeader(url="http://stored"), expansion=(Contains("http://codes", "b"),))
TARGET = Target("x", "equivalent", depends_on=(DependsOn("http://age"),), products=(DependsOn("http://dose"),))
GROUP = Group(
    "http://from|1", "http://to", (Element("a", targets=(TARGET,)),), Unmapped("other-map", other_map="http://map2")
)
MAP = ConceptMap(ConceptMapHeader(url="http://map", source_scope="http://set", target_scope="http://set2"), (GROUP,))
KNOWN = Catalogue().with_resources(value_sets=(VALUE_SET, STORED), concept_maps=(MAP,))


def test_a_value_set_shows_its_definition() -> None:
    assert list(references(resource(VALUE_SET.header), KNOWN)) == ["http://codes|1", "http://other-set"]
    assert list(references(resource(STORED.header), KNOWN)) == ["http://codes"]
    assert list(listed_codes(resource(VALUE_SET.header), KNOWN)) == [("http://codes", "a")]
    assert list(listed_codes(resource(STORED.header), KNOWN)) == [("http://codes", "b")]


def test_a_concept_map_has_search_values_for_its_scopes_groups_and_codes() -> None:
    found = resource(MAP.header)
    assert list(scope("source")(found, KNOWN)) == ["http://set"]
    assert list(scope("target")(found, KNOWN)) == ["http://set2"]
    assert list(group_system("source")(found, KNOWN)) == ["http://from|1"]
    assert list(group_system("target")(found, KNOWN)) == ["http://to"]
    assert list(mapped_codes("source")(found, KNOWN)) == [("http://from", "a")]
    assert list(mapped_codes("target")(found, KNOWN)) == [("http://to", "x")]
    assert list(attributes("dependsOn")(found, KNOWN)) == ["http://age"]
    assert list(attributes("product")(found, KNOWN)) == ["http://dose"]
    assert list(other_maps(found, KNOWN)) == ["http://map2"]


def test_heads_have_the_current_state() -> None:
    head = CodeSystemHeader(
        url="http://s",
        identifiers=("urn:oid:1.2",),
        other_identifiers=("http://ids|7", "|8"),
        content="supplement",
        supplements="http://codes",
    )
    found = resource(head)
    assert list(identifiers(found, KNOWN)) == [
        ("urn:ietf:rfc:3986", "urn:oid:1.2"),
        ("urn:oid", "1.2"),
        ("http://ids", "7"),
        ("", "8"),
    ]
    assert list(content_mode(found, KNOWN)) == ["supplement"]
    assert list(supplemented(found, KNOWN)) == ["http://codes"]


def test_nothing_is_read_from_a_resource_without_a_url() -> None:
    assert list(references(resource(ValueSetHeader(url="")), KNOWN)) == []
    assert list(group_system("source")(resource(ConceptMapHeader(url="")), KNOWN)) == []
