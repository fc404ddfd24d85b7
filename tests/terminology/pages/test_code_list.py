import pytest

from terminology.core.model import Extension, Property, Value
from terminology.core.value_sets import Contains
from terminology.library.resources import ResourceIndex
from terminology.pages.code_list import Badge, entries_of, pager_of, split_loose
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


def entry_of(*properties: Property, **fields: object) -> Contains:
    return Contains(HCPCS, "E1", display="A lid", properties=properties, **fields)  # type: ignore[arg-type]


def test_badges_say_what_to_know_before_choosing() -> None:
    stated = (
        Property("retirementDate", Value("dateTime", "2016-02-29")),
        Property("kind", Value("code", "modifier")),
        Property("notOtherwiseClassified", Value("boolean", True)),
        Property("coverage", Value("code", "S")),
    )
    [entry] = entries_of([entry_of(*stated, is_inactive=True)], ResourceIndex())
    assert [badge.text for badge in entry.badges] == [
        "ended 2016-02-29",
        "modifier",
        "not otherwise classified",
        "not payable by Medicare",
    ]
    assert entry.href == "/hcpcs/E1"


def test_an_inactive_code_without_dates_says_so() -> None:
    [entry] = entries_of([entry_of(is_inactive=True)], ResourceIndex())
    assert entry.badges == (Badge("ended", "inactive"),)


def test_a_code_of_a_code_system_without_pages_is_not_a_link() -> None:
    [entry] = entries_of([Contains("urn:x", "a")], ResourceIndex())
    assert entry.href is None


def test_loosely_matching_codes_are_listed_separately() -> None:
    loose = Extension("https://x/StructureDefinition/loose-match", Value("boolean", True))
    entries = entries_of([entry_of(), entry_of(extensions=(loose,))], ResourceIndex())
    assert split_loose(entries) == ((entries[0],), (entries[1],))


def test_a_pager_links_to_adjacent_pages() -> None:
    pager = pager_of(Query((("q", "a"), ("page", "2"))), 60, 25)
    assert (pager.first, pager.last, pager.pages) == (26, 50, 3)
    assert (pager.previous, pager.next) == ("q=a", "q=a&page=3")
    assert pager_of(Query(), 0).previous is None


def test_a_page_after_the_last_does_not_exist() -> None:
    with pytest.raises(PageProblem) as problem:
        pager_of(Query((("page", "4"),)), 60, 25)
    assert problem.value.status == 404
    assert problem.value.advice == "The last page is 3."
