from datetime import date

from terminology.core.code_names import names_added_by
from terminology.core.model import Designation
from terminology.providers.as_of_day import Release
from terminology.providers.as_of_names import NamedCode, NameSearch
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of, concept_of

RELEASES = [
    Release(f"{year}-01", date(year, 1, 1), in_memory(code_system_of(concept_of("J1440", display))))
    for year, display in ((2013, "Filgrastim"), (2023, "Fecal microbiota"))
]


def test_a_code_is_found_by_its_names_in_each_release_with_those_releases() -> None:
    names = NameSearch(RELEASES)
    assert list(names.search("filgrastim")) == [NamedCode("J1440", frozenset({"2013-01"}))]
    assert list(names.search("fecal")) == [NamedCode("J1440", frozenset({"2023-01"}))]


def test_others_give_more_names() -> None:
    names = names_added_by([concept_of("J1440", None, Designation("stool transplant"))])
    assert {item.code for item in NameSearch(RELEASES).search("transplant", (names,))} == {"J1440"}
