import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.http.requests import FhirRequest
from terminology.http.search import read_search


def asked(*query: tuple[str, str], prefer: str = "") -> FhirRequest:
    return FhirRequest(FhirVersion.R5, "GET", "CodeSystem", "http://tx/r5", query, {"prefer": prefer})


def test_a_page_has_fifty_entries_by_default_and_at_most_a_thousand() -> None:
    assert read_search("CodeSystem", asked()).count == 50
    assert read_search("CodeSystem", asked(("_count", "7"))).count == 7
    assert read_search("CodeSystem", asked(("_count", "5000"))).count == 1000


def test_a_page_beyond_the_end_leads_back() -> None:
    search = read_search("CodeSystem", asked(("_count", "10"), ("_offset", "100")))
    links = dict(search.links("http://tx/r5/CodeSystem", 25))
    assert links["previous"] == "http://tx/r5/CodeSystem?_count=10&_offset=15"
    assert links["last"] == "http://tx/r5/CodeSystem?_count=10&_offset=20"
    assert "next" not in links


def test_empty_values_ask_for_nothing() -> None:
    search = read_search("CodeSystem", asked(("name", ""), ("_count", "")))
    assert (search.criteria, search.ignored, search.count) == ((), (), 50)


def test_a_total_and_a_format_are_understood_even_strictly() -> None:
    search = read_search("CodeSystem", asked(("_total", "accurate"), ("_format", "json"), prefer="handling=strict"))
    assert search.ignored == ()


def test_the_parameters_of_another_type_are_not_understood() -> None:
    with pytest.raises(BadRequest, match="content-mode"):
        read_search("ValueSet", asked(("content-mode", "complete"), prefer="handling=strict"))
