import pytest

from terminology.core.scopes import ANY_TYPE, AUTHORITIES, find_scope, grants, scopes_of


@pytest.mark.parametrize(
    ("text", "type", "letters"),
    [
        ("system/ValueSet.cruds", "ValueSet", "cruds"),
        ("user/ConceptMap.rs", "ConceptMap", "rs"),
        ("system/*.u", "*", "u"),
        ("system/ValueSet.read", "ValueSet", "rs"),
        ("system/ValueSet.write", "ValueSet", "cud"),
        ("system/ValueSet.*", "ValueSet", "cruds"),
    ],
)
def test_a_scope_of_both_versions_is_read(text: str, type: str, letters: str) -> None:
    scope = find_scope(text)
    assert scope is not None
    assert (scope.type, scope.letters) == (type, frozenset(letters))


@pytest.mark.parametrize(
    "text",
    [
        "system/ValueSet.srduc",
        "system/ValueSet.cc",
        "system/ValueSet.",
        "system/ValueSet",
        "patient/ValueSet.cruds",
        "*/ValueSet.cruds",
        "system/Value*.cruds",
        "system/ValueSet.cruds?url=http://a.org",
        "System/ValueSet.cruds",
        " system/ValueSet.cruds",
        "system/ValueSet.cruds\n",
        "openid",
        "",
    ],
)
def test_a_scope_in_another_form_grants_nothing(text: str) -> None:
    assert find_scope(text) is None


def test_all_the_letters_are_needed_and_may_come_from_several_scopes() -> None:
    scopes = scopes_of("system/ValueSet.r openid user/ValueSet.s system/ConceptMap.cud")
    assert grants(scopes, "ValueSet", "rs")
    assert not grants(scopes, "ValueSet", "rsu")
    assert not grants(scopes, "CodeSystem", "r")


def test_a_wildcard_includes_every_type() -> None:
    assert grants(scopes_of("system/*.rs"), "AuditEvent", "rs")
    assert not grants(scopes_of("system/*.rs"), "ValueSet", "c")


def test_access_to_any_type_is_granted_by_one_scope() -> None:
    assert grants(scopes_of("system/ValueSet.rs"), ANY_TYPE, "rs")
    assert not grants(scopes_of("system/ValueSet.c"), ANY_TYPE, "rs")


def test_ontoservers_name_for_it_is_a_scope() -> None:
    assert all(find_scope(text) for text in AUTHORITIES.values())
