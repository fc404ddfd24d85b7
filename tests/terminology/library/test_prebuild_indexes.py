from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, PropertyDefinition
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.library.prebuild_indexes import prebuild_indexes
from terminology.providers.as_of import History
from terminology.providers.generic import GenericCodeSystem, in_memory

DATES = tuple(
    PropertyDefinition(code, "dateTime", CONCEPT_PROPERTIES + code) for code in ("effectiveDate", "retirementDate")
)


def provider(version: str, url: str = "urn:a") -> GenericCodeSystem:
    header = CodeSystemHeader(url=url, version=version, properties=DATES)
    return in_memory(CodeSystem(header, (Concept("1", "Walker"),)))


def catalogue(*providers: GenericCodeSystem) -> Catalogue:
    histories = {item.header.url: History([item]) for item in providers}
    return Catalogue(histories=histories).with_resources(code_systems=providers)


def test_a_replaced_searched_system_has_its_index_before_the_first_search() -> None:
    old, new, separate = provider("2025-07"), provider("2025-10"), provider("2025-10", "urn:b")
    old.search("walker")
    prebuild_indexes(catalogue(old, provider("2025-07", "urn:b")), catalogue(new, old, separate))
    assert new.was_searched
    assert not separate.was_searched


def test_a_replaced_system_searched_as_of_a_day_has_its_index_too() -> None:
    old, new = catalogue(provider("2025-07")), catalogue(provider("2025-10"))
    history, successor = old.histories["urn:a"], new.histories["urn:a"]
    assert isinstance(history, History)
    assert isinstance(successor, History)
    list(history.search("walker"))
    prebuild_indexes(old, new)
    assert successor.was_searched
    [latest] = new.code_systems["urn:a"]
    assert isinstance(latest, GenericCodeSystem)
    assert not latest.was_searched


def test_before_the_first_load_there_is_nothing_to_prepare() -> None:
    new = provider("2025-10")
    prebuild_indexes(Catalogue(), catalogue(new))
    assert not new.was_searched
