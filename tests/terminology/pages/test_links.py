from collections.abc import Callable

from terminology.core.model import Header
from terminology.pages.context import PageRequest
from terminology.pages.links import code_path, name_of, on_day, resource_id, with_query

GENDER = "http://hl7.org/fhir/administrative-gender"


def test_a_code_is_found_by_the_id_of_its_code_system(ask: Callable[..., PageRequest]) -> None:
    resources = ask().resources
    assert code_path(resources, GENDER, "a/b") == "/code-systems/administrative-gender/a%2Fb"
    assert code_path(resources, "urn:unknown", "a") is None
    assert resource_id(resources, "CodeSystem", GENDER) == "administrative-gender"


def test_parameters_without_a_value_are_left_out() -> None:
    assert with_query("/a", b="1 2", c=None) == "/a?b=1+2"
    assert with_query("/a", c=None) == "/a"


def test_a_resource_is_called_by_its_title_its_name_or_its_url() -> None:
    assert name_of(Header("u", name="N", title="T")) == "T"
    assert name_of(Header("u", name="N")) == "N"
    assert name_of(Header("u")) == "u"


def test_the_day_that_was_chosen_stays_with_the_links() -> None:
    assert on_day("/hcpcs/J3111", "2020-01-01") == "/hcpcs/J3111?date=2020-01-01"
    assert on_day("/hcpcs/J3111?version=2020-04", "2020 & x") == "/hcpcs/J3111?version=2020-04&date=2020+%26+x"
    assert (on_day("/hcpcs/J3111", None), on_day(None, "2020-01-01")) == ("/hcpcs/J3111", None)
