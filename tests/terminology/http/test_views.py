from datetime import UTC, datetime

import pytest

from fhir_resources import code_system, models
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.core.supplements import Supplement
from terminology.http.versioned_resource import versioned
from terminology.http.views import MANY_CONCEPTS, View, resource_of
from terminology.library.resources import ResourceEntry
from terminology.providers.generic import in_memory

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


def code_system_of(size: int, content: str = "complete") -> CodeSystem:
    header = CodeSystemHeader("http://example.org/many", "1", id="many", content=content)  # type: ignore[arg-type]
    return CodeSystem(header, tuple(Concept(f"C{number}", f"Concept {number}") for number in range(size)))


def shown(system: CodeSystem, version: FhirVersion, view: View) -> dict[str, object]:
    entry = ResourceEntry(
        "CodeSystem", "many", system.header, 1, MOMENT, FhirVersion.R5, lambda: code_system.write(system)
    )
    if system.header.content == "supplement":
        catalogue = Catalogue().with_resources(supplements=[Supplement(system)])
    else:
        catalogue = Catalogue().with_resources(code_systems=[in_memory(system)])
    resource = resource_of(versioned(entry, MOMENT, "1"), catalogue, version, view)
    assert models.check(resource, version) == ()
    return resource


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("content", ["complete", "supplement"])
def test_a_search_leaves_many_concepts_out_and_says_how_many_there_are(version: FhirVersion, content: str) -> None:
    resource = shown(code_system_of(MANY_CONCEPTS + 1, content), version, View(is_search=True))
    assert "concept" not in resource
    assert resource["count"] == MANY_CONCEPTS + 1
    assert "SUBSETTED" in str(resource["meta"])


@pytest.mark.parametrize(
    ("size", "view"),
    [
        (MANY_CONCEPTS, View(is_search=True)),
        (MANY_CONCEPTS + 1, View(summary="false", is_search=True)),
        (MANY_CONCEPTS + 1, View()),
    ],
)
def test_few_concepts_a_wish_for_all_and_a_read_show_them(size: int, view: View) -> None:
    resource = shown(code_system_of(size), FhirVersion.R5, view)
    assert len(resource["concept"]) == size  # type: ignore[arg-type]
    assert "SUBSETTED" not in str(resource["meta"])


def test_mandatory_elements_are_always_shown() -> None:
    resource = shown(code_system_of(1), FhirVersion.R5, View(elements=("version",)))
    assert list(resource) == ["resourceType", "id", "meta", "version", "status", "content"]
