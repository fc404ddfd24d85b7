import pytest

from terminology.core.principals import ANONYMOUS, OPERATOR, Principal, is_below
from terminology.core.scopes import scopes_of


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("https://a.org/fhir/ValueSet/x", "https://a.org/fhir"),
        ("https://a.org/fhir/ValueSet/x", "https://a.org/fhir/"),
        ("https://a.org/fhir", "https://a.org/fhir"),
        ("urn:oid:1.2.3.4", "urn:oid:1.2.3"),
    ],
)
def test_a_url_is_below_its_prefix(url: str, prefix: str) -> None:
    assert is_below(url, prefix)


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("https://a.org/fhir-evil/x", "https://a.org/fhir"),
        ("https://a.org.evil.com/x", "https://a.org"),
        ("https://a.org/fhir/../other/x", "https://a.org/fhir"),
        ("https://a.org/fhir/%2e%2e/x", "https://a.org/fhir"),
        ("http://a.org/fhir/x", "https://a.org/fhir"),
        ("urn:oid:1.2.34", "urn:oid:1.2.3"),
    ],
)
def test_a_url_that_only_looks_similar_is_not_below(url: str, prefix: str) -> None:
    assert not is_below(url, prefix)


def test_a_limited_principal_writes_below_its_prefixes_only() -> None:
    principal = Principal("a", "a", "key", below=("https://a.org",))
    assert principal.may_write("https://a.org/ValueSet/x")
    assert not principal.may_write("https://b.org/ValueSet/x")
    assert not principal.may_write(None)


def test_a_principal_may_do_what_its_scopes_grant() -> None:
    principal = Principal("a", "a", "key", scopes_of("system/ValueSet.cu"))
    assert principal.may("ValueSet", "u")
    assert not principal.may("ValueSet", "d")
    assert not ANONYMOUS.may("ValueSet", "r")
    assert OPERATOR.may("NamingSystem", "cruds")


def test_scopes_of_single_types_are_not_everything() -> None:
    types = " ".join(f"system/{type}.cruds" for type in ("CodeSystem", "ValueSet", "ConceptMap", "NamingSystem"))
    assert not Principal("k", "k", "key", scopes_of(types)).may_everything
    assert not Principal("k", "k", "key", scopes_of("system/*.rs")).may_everything
    assert Principal("k", "k", "key", scopes_of("system/*.cruds")).may_everything
    assert OPERATOR.may_everything
