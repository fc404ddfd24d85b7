import pytest

from terminology.core.errors import LoginRequired
from terminology.http.authorization.headers import authorization_of


def test_the_header_is_found() -> None:
    assert authorization_of({"headers": [(b"accept", b"x"), (b"authorization", b"Bearer a")]}) == "Bearer a"
    assert authorization_of({"headers": []}) is None


def test_two_headers_are_refused() -> None:
    with pytest.raises(LoginRequired):
        authorization_of({"headers": [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")]})
