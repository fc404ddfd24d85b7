import pytest
from starlette.datastructures import MutableHeaders

from terminology.http.authorization.cookies import (
    SESSION,
    find_cookie,
    forget_cookie,
    is_private_connection,
    set_cookie,
)


def cookie(scheme: str, value: str = "v") -> str:
    headers = MutableHeaders()
    set_cookie(headers, scheme, SESSION, value, 60)
    return headers["set-cookie"]


def found(text: str, scheme: str = "https") -> str | None:
    return find_cookie({"type": "http", "headers": [(b"cookie", text.encode("latin-1"))]}, scheme, SESSION)


def test_over_https_a_cookie_is_limited_to_this_host() -> None:
    assert cookie("https") == ("__Host-terminology-session=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure")
    assert cookie("http") == "terminology-session=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"


def test_a_deleted_cookie_expires_at_once() -> None:
    headers = MutableHeaders()
    forget_cookie(headers, "https", SESSION)
    assert "Max-Age=0" in headers["set-cookie"]


def test_a_cookie_is_found_among_others() -> None:
    assert found("a=b; __Host-terminology-session=v; c=d") == "v"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "terminology-session=v",
        "__Host-terminology-session=v; __Host-terminology-session=w",
        "x__Host-terminology-session=v",
    ],
)
def test_cookies_that_a_sibling_host_could_set_are_ignored(text: str) -> None:
    assert found(text) is None


def test_only_https_and_loopback_connections_are_private() -> None:
    assert is_private_connection("https", "tx.example.org")
    assert is_private_connection("http", "127.0.0.1")
    assert not is_private_connection("http", "tx.example.org")
