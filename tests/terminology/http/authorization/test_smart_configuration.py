from terminology.core.scopes import find_scope
from terminology.http.authorization.configuration import API_KEYS_ONLY, AuthorizationConfiguration, Smart
from terminology.http.authorization.smart_configuration import smart_configuration


def test_only_configured_features_are_named() -> None:
    assert "token_endpoint" not in smart_configuration(API_KEYS_ONLY)
    shown = smart_configuration(AuthorizationConfiguration(smart=Smart(token_endpoint="https://login.example.org/t")))
    assert shown["token_endpoint"] == "https://login.example.org/t"


def test_every_scope_that_is_offered_grants_something() -> None:
    assert all(find_scope(scope) for scope in smart_configuration(API_KEYS_ONLY)["scopes_supported"])
