from typing import Any

import pytest

from fhir_resources.references import canonical_references


def test_a_value_set_builds_on_systems_and_value_sets() -> None:
    compose = {
        "include": [{"system": "https://a.org/c", "version": "2"}, {"valueSet": ["https://a.org/v|1"]}],
        "exclude": [{"system": "https://a.org/d"}],
    }
    found = canonical_references({"resourceType": "ValueSet", "compose": compose})
    assert found == {"https://a.org/c|2", "https://a.org/v|1", "https://a.org/d"}


def test_a_map_builds_on_its_scopes_and_groups_and_a_supplement_on_its_code_system() -> None:
    concept_map = {
        "resourceType": "ConceptMap",
        "sourceScopeUri": "https://a.org/v",
        "group": [{"source": "https://a.org/c", "target": "https://a.org/d|1"}],
    }
    assert canonical_references(concept_map) == {"https://a.org/v", "https://a.org/c", "https://a.org/d|1"}
    assert canonical_references({"resourceType": "CodeSystem", "supplements": "https://a.org/c"}) == {"https://a.org/c"}


@pytest.mark.parametrize("compose", [None, [], "x", {"include": {}}, {"include": [7, {"valueSet": "x", "system": 1}]}])
def test_malformed_content_has_no_dependencies(compose: Any) -> None:
    assert canonical_references({"resourceType": "ValueSet", "compose": compose}) == frozenset()
