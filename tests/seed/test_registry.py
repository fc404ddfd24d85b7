"""Rules for every registered source, and the tables that the registry derives from them."""

import re
from urllib.parse import urlsplit

import pytest

from seed.registry import DEFAULT_SYSTEM, PUBLIC, SOURCES, SYSTEMS, find_system
from seed.sources import SourceDefinition

BASE = "https://terminology.example.org/fhir"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


@pytest.fixture(params=SOURCES.values(), ids=list(SOURCES))
def source(request: pytest.FixtureRequest) -> SourceDefinition:
    found: SourceDefinition = request.param
    return found


def test_a_source_kind_is_a_command_line_word_and_not_a_store_kind(source: SourceDefinition) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", source.kind)
    assert source.kind != "resources"


def test_built_in_content_is_under_the_canonical_base_or_of_a_publisher(source: SourceDefinition) -> None:
    headers = [item.header for item in (*source.code_systems(BASE), *source.value_sets(BASE))]
    assert all(urlsplit(header.url).scheme in ("http", "https") and header.id for header in headers)
    assert len({header.url for header in headers}) == len(headers)
    moved = [item.header.url for item in source.code_systems("https://other.example")]
    assert all(url.startswith("https://other.example/") for url in moved)


def test_sources_that_a_source_reads_are_registered_before_it(source: SourceDefinition) -> None:
    kinds = list(SOURCES)
    assert all(kinds.index(kind) < kinds.index(source.kind) for kind in source.reads)


def test_content_of_a_source_has_one_name_or_its_kind_has_a_code_system(source: SourceDefinition) -> None:
    assert source.systems or source.main_paths
    assert all(re.fullmatch("/(CodeSystem|ConceptMap)/[a-z0-9-]+", path) for path in source.main_paths)


def test_no_spelling_means_two_code_systems() -> None:
    spellings = [text for rules in SYSTEMS.values() for text in (rules.url, *rules.aliases, *rules.noticed_aliases)]
    assert len(set(spellings)) == len(spellings)


def test_a_code_system_is_found_by_the_kind_of_its_source_or_is_a_url_already() -> None:
    assert (find_system("hcpcs"), find_system("HCPCS"), DEFAULT_SYSTEM) == (HCPCS, HCPCS, HCPCS)
    assert find_system("http://example.org") == "http://example.org"
    assert find_system("narratives") == "narratives"


@pytest.mark.parametrize("kind", PUBLIC)
def test_a_public_code_system_has_its_metadata_and_codes(kind: str) -> None:
    source = PUBLIC[kind]
    header, listed = source.header(), source.read()
    assert (header.url, source.kind) == (source.rules.url, kind)
    assert kind not in SOURCES
    if source.provider is not None:
        assert source.provider().header == header
        return
    assert len({concept.code for concept in listed}) == len(listed) > 0
    assert header.has_grammar is (source.find is not None)
    if source.find is not None:
        assert all(source.find(concept.code) is not None for concept in listed)
        assert source.find("\0") is None
