from datetime import UTC, datetime
from itertools import count

import pytest

from terminology.core.errors import BadRequest
from terminology.library.api_keys import ApiKey, is_text_of, key_id, new_key

NOW = datetime(2026, 11, 26, tzinfo=UTC)
NUMBERS = count(1)


def random_text(_size_bytes: int) -> str:
    return f"{next(NUMBERS):043}"


def made(name: str = "epic", scope: str = "system/ValueSet.cruds", below: tuple[str, ...] = ()) -> tuple[ApiKey, str]:
    return new_key(name, scope, below, NOW, random_text)


def test_the_text_of_a_key_is_not_in_what_is_stored() -> None:
    key, text = made()
    assert text.rpartition("_")[2] not in repr(key)
    assert key_id(text) == key.id


def test_a_key_matches_only_its_own_text() -> None:
    key, text = made()
    _, other = made()
    assert is_text_of(key, text)
    assert not is_text_of(key, other)
    assert not is_text_of(key, text[:-1] + "x")


@pytest.mark.parametrize("text", ["", "tx_", "tx_0123456789ab", "Bearer x", "tx_0123456789ab_" + "x" * 44])
def test_an_invalid_key_has_no_id(text: str) -> None:
    assert key_id(text) is None


def test_a_key_makes_its_principal() -> None:
    key, _ = made(below=("https://a.org",))
    principal = key.principal()
    assert (principal.name, principal.kind, principal.below) == ("epic", "key", ("https://a.org",))
    assert principal.may("ValueSet", "cruds")


@pytest.mark.parametrize(
    ("name", "scope", "below", "says"),
    [
        ("a b", "system/ValueSet.c", (), "not a key name"),
        ("a" * 65, "system/ValueSet.c", (), "not a key name"),
        ("a", "", (), "needs a scope"),
        ("a", "system/ValueSet.uc", (), "not a valid scope"),
        ("a", "system/ValueSet.c", ("a.org",), "not a canonical prefix"),
        ("a", "system/ValueSet.c", ("https://",), "not a canonical prefix"),
    ],
)
def test_a_key_that_could_not_work_as_intended_is_refused(
    name: str, scope: str, below: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BadRequest, match=says):
        made(name, scope, below)
