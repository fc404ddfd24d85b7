"""Every operation supports a code system with filters and implicit value sets in its own language."""

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.errors import InvalidValueSet, NotSupported, UnknownValueSet
from terminology.core.model import Coding
from terminology.core.requests import LookupRequest, SubsumesRequest
from terminology.operations.lookup import lookup
from terminology.operations.subsumes import subsumes
from tests.builders.catalogue import all_of, filtered, imports, value_set_of
from tests.builders.operations import expanded_codes, validation_of
from tests.examples.expression_provider import ABOVE, URL, ExpressionProvider

KNOWN = Catalogue(code_systems={URL: (ExpressionProvider(),)})
ISA_BIRD, FLYING_MAMMALS = f"{URL}?fhir_vs=isa/bird", f"{URL}?fhir_vs=ecl/<<mammal%20AND%20<flyer"


def constraint(text: str) -> tuple[str, str, str]:
    return ("constraint", "=", text)


@pytest.mark.parametrize(
    ("expression", "codes"),
    [
        ("<< bird", ["bird", "wren", "penguin"]),
        ("< bird", ["wren", "penguin"]),
        ("<< animal MINUS << bird", ["animal", "mammal", "bat", "flyer", "whale"]),
        ("<<mammal AND <flyer", ["bat"]),
        ("wren OR bat", ["bat", "wren"]),
    ],
)
def test_a_filter_in_its_language_selects_and_validates_the_same_codes(expression: str, codes: list[str]) -> None:
    value_set = value_set_of(filtered(constraint(expression), system=URL))
    assert sorted(map(str, expanded_codes(KNOWN, value_set))) == sorted(codes)
    valid = [code for code in ABOVE if validation_of(KNOWN, value_set, Coding(URL, code)).is_valid]
    assert valid == codes


@pytest.mark.parametrize(("url", "codes"), [(ISA_BIRD, ["bird", "wren", "penguin"]), (FLYING_MAMMALS, ["bat"])])
def test_a_url_of_its_form_is_a_value_set_by_itself_and_where_others_import_it(url: str, codes: list[str]) -> None:
    assert sorted(map(str, expanded_codes(KNOWN, url))) == sorted(codes)
    assert sorted(map(str, expanded_codes(KNOWN, value_set_of(imports(url))))) == sorted(codes)
    others = value_set_of(all_of(system=URL), exclude=(imports(url),))
    assert set(expanded_codes(KNOWN, others)) == set(ABOVE) - set(codes)
    assert validation_of(KNOWN, url, Coding(URL, codes[0])).is_valid
    assert not validation_of(KNOWN, url, Coding(URL, "whale")).is_valid


def test_a_url_of_an_unknown_form_is_not_a_value_set() -> None:
    with pytest.raises(UnknownValueSet):
        expanded_codes(KNOWN, f"{URL}?fhir_vs=refset/1")


def test_all_its_codes_are_an_implicit_value_set_as_of_any_code_system() -> None:
    assert set(expanded_codes(KNOWN, f"{URL}?fhir_vs")) == set(ABOVE)


def test_an_unsupported_filter_is_refused_with_the_providers_message() -> None:
    with pytest.raises(NotSupported, match="has the filter 'constraint'"):
        expanded_codes(KNOWN, value_set_of(filtered(("concept", "is-a", "bird"), system=URL)))
    with pytest.raises(InvalidValueSet, match="'unicorn', which is no concept"):
        validation_of(KNOWN, value_set_of(filtered(constraint("<< unicorn"), system=URL)), Coding(URL, "bat"))


def test_lookup_search_and_subsumes_work_on_it() -> None:
    assert lookup(KNOWN, LookupRequest(system=URL, code="bat")).display == "Bat"
    assert subsumes(KNOWN, SubsumesRequest(URL, None, "flyer", "wren")).outcome == "subsumes"
    assert expanded_codes(KNOWN, f"{URL}?fhir_vs", filter="w") == ["whale", "wren"]
