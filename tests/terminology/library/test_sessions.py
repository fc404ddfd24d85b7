from datetime import UTC, datetime

from terminology.core.principals import Principal
from terminology.core.scopes import scopes_of
from terminology.library.sessions import derived, form_token, is_form_token, is_secret, scope_text, session_of

SECRET = "aB3_-" * 8 + "xyz"
UNTIL = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_session_holds_the_hash_of_its_secret_and_ends_with_its_principal() -> None:
    session = session_of(SECRET, Principal("a", "A", "key"), UNTIL)
    assert SECRET not in repr(session)
    assert session.principal.expires_at == session.expires_at == UNTIL


def test_a_form_token_is_good_for_its_session_only() -> None:
    assert is_form_token(SECRET, form_token(SECRET))
    for wrong in ("", SECRET, form_token(SECRET[::-1]), derived(SECRET, "state"), "\ud800"):
        assert not is_form_token(SECRET, wrong)


def test_only_plausible_secrets_are_looked_up() -> None:
    assert is_secret(SECRET)
    assert not any(map(is_secret, ("", SECRET[1:], SECRET + "x", "$" * 43)))


def test_scopes_are_written_as_they_are_read() -> None:
    scopes = scopes_of("user/ValueSet.cud system/*.rs")
    assert scope_text(Principal("a", "A", "token", scopes)) == "user/*.rs user/ValueSet.cud"
    assert scopes_of(scope_text(Principal("a", "A", "token", scopes))) == scopes
