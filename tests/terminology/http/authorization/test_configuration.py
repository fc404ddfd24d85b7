import pytest

from terminology.http.authorization.configuration import API_KEYS_ONLY, NotConfigured, read_configuration

WHOLE = """
[smart]
token_endpoint = "https://login.example.org/token"
[[issuer]]
issuer = "https://login.example.org"
jwks_uri = "https://login.example.org/jwks"
audience = "https://tx.example.org/r4"
below = ["https://example.org"]
longest_life_s = 600
[introspection]
url = "http://127.0.0.1:9/introspect"
client_id = "tx"
client_secret_file = "/run/secrets/x"
"""


def test_a_complete_file_is_read() -> None:
    found = read_configuration(WHOLE)
    assert found.issuers[0].audience == ("https://tx.example.org/r4",)
    assert found.issuers[0].longest_life_s == 600
    assert found.introspection is not None
    assert found.smart.token_endpoint == "https://login.example.org/token"


def test_an_empty_file_trusts_no_issuer() -> None:
    assert read_configuration("") == API_KEYS_ONLY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[issuer", "not TOML"),
        ("[issuers]\n", "unknown part"),
        ('[issuer]\nissuer = "x"', "two brackets"),
        ('[[issuer]]\nissuer = "https://a"', "lacks jwks_uri, audience"),
        (WHOLE.replace("https://login.example.org/jwks", "http://login.example.org/jwks"), "https address"),
        (WHOLE.replace("https://login.example.org/jwks", "file:///etc/passwd"), "https address"),
        (WHOLE.replace("longest_life_s = 600", "longest_life_s = 0"), "number of seconds"),
        (WHOLE.replace('["https://example.org"]', "[1]"), "list of strings"),
        (WHOLE.replace("client_id", "client"), "not client"),
    ],
)
def test_errors_are_reported(text: str, says: str) -> None:
    with pytest.raises(NotConfigured, match=says):
        read_configuration(text)


SIGN_IN = """
[sign_in]
issuer = "https://login.example.org"
client_id = "tx"
"""


def test_the_sign_in_configuration_is_read() -> None:
    found = read_configuration(SIGN_IN + 'below = "https://example.org"\nlabel = "Example Hospital"\n').sign_in
    assert found is not None
    assert (found.client_secret_file, found.below, found.label) == (None, ("https://example.org",), "Example Hospital")
    assert "openid" in found.scope.split()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sign_in = 1", "sign_in"),
        ('[sign_in]\nissuer = "https://a.org"', "lacks client_id"),
        (SIGN_IN + "secret = 'x'", "not secret"),
        (SIGN_IN + 'scope = "profile"', "must include openid"),
        (SIGN_IN.replace("https:", "http:"), "https address"),
    ],
)
def test_a_sign_in_that_cannot_be_safe_is_reported(text: str, says: str) -> None:
    with pytest.raises(NotConfigured, match=says):
        read_configuration(text)
