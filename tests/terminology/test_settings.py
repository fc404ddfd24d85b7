from pathlib import Path

import pytest
from pydantic import ValidationError

from terminology.settings import Settings

NAMES = ("TERMINOLOGY_MONGODB_URI", "MONGODB_URI", "TERMINOLOGY_DATA_DIR", "TERMINOLOGY_PORT", "XDG_DATA_HOME")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_nothing_need_be_set() -> None:
    settings = Settings()
    assert settings.mongodb_uri is None
    assert settings.data_dir == Path.home() / ".local/share/terminology-server"


def test_the_data_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/data")
    assert Settings().data_dir == Path("/srv/data/terminology-server")


def test_mongodb_uri_is_understood_under_its_usual_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONGODB_URI", "mongodb://usual")
    assert Settings().mongodb_uri == "mongodb://usual"
    monkeypatch.setenv("TERMINOLOGY_MONGODB_URI", "mongodb://ours")
    assert Settings().mongodb_uri == "mongodb://ours"


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMINOLOGY_MONGODB_URI", "")
    monkeypatch.setenv("TERMINOLOGY_PORT", "")
    assert (Settings().mongodb_uri, Settings().port) == (None, 8000)


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONGODB_URI", "mongodb://ann:secret@host")
    assert "secret" not in repr(Settings())


def test_an_invalid_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMINOLOGY_PORT", "eighty")
    with pytest.raises(ValidationError, match="port"):
        Settings()


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "America", "EST5EDT,M3", "\x00", "/etc/group"])
def test_a_time_zone_is_one_of_the_iana_database(name: str) -> None:
    with pytest.raises(ValidationError, match="must be a time zone of the IANA database"):
        Settings(time_zone=name)


@pytest.mark.parametrize("name", ["TERMINOLOGY_CANONICAL_BASE", "TERMINOLOGY_PUBLIC_BASE_URL"])
def test_a_base_is_an_address_and_ends_without_a_slash(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "https://tx.example.org/fhir/")
    assert "https://tx.example.org/fhir" in (Settings().canonical_base, Settings().public_base_url)
    no_hosts = ("https://", "https://:80", "https://[::1", "https://tx:99999", "https://\x7f", "https://a b")
    for wrong in ("tx.example.org", "ftp://tx.example.org", "https://tx.example.org?a", *no_hosts):
        monkeypatch.setenv(name, wrong)
        with pytest.raises(ValidationError, match="an address such as"):
            Settings()


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("127.0.0.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_a_server_on_a_loopback_address_is_reachable_only_from_its_host(host: str, is_loopback: bool) -> None:
    assert Settings(host=host).listens_on_loopback is is_loopback
