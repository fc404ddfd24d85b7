import http.server
import threading
from pathlib import Path

from terminology.cli.doctor.findings import Finding
from terminology.cli.doctor.surroundings import authorization, folders, limits, port, settings_of, software
from terminology.settings import Settings


def settings(folder: Path, **changed: object) -> Settings:
    return Settings(data_dir=folder, **changed)  # type: ignore[arg-type]


def states(found: list[Finding]) -> list[str]:
    return [item.state for item in found]


def test_the_software_says_what_it_is() -> None:
    assert "terminology-server 1.2.3, Python 3." in next(software("1.2.3")).text


def test_a_setting_shows_its_origin_and_a_misspelled_one_a_suggestion(tmp_path: Path) -> None:
    environment = {"TERMINOLOGY_PORT": "81", "TERMINOLOGY_WORKER": "2", "TERMINOLOGY_OUT": "x", "MONGODB_URI": "a"}
    supplied = settings(tmp_path, port=81, mongodb_uri="mongodb://u:secret@db/")
    found = list(settings_of(supplied, environment, ["TERMINOLOGY_OUT"]))
    texts = [item.text for item in found]
    assert "TERMINOLOGY_PORT = 81" in texts
    assert "MONGODB_URI = mongodb://db" in texts
    (misspelled,) = [item for item in found if item.state == "note"]
    assert (misspelled.text, misspelled.advice) == (
        "TERMINOLOGY_WORKER is set, but nothing uses it",
        "TERMINOLOGY_WORKERS?",
    )


def test_a_folder_without_room_is_broken(tmp_path: Path) -> None:
    assert states(list(folders(settings(tmp_path / "new" / "folder")))) in (["works"] * 2, ["note"] * 2)
    assert states(list(folders(settings(Path("/proc/nothing"))))) == ["broken"] * 2


def test_more_connections_than_the_system_allows_are_worth_a_note(tmp_path: Path) -> None:
    assert states(list(limits(settings(tmp_path)))) == ["works", "works"]
    assert states(list(limits(settings(tmp_path, connection_limit=10**9))))[0] in ("note", "works")


def test_an_authorization_file_that_cannot_be_used_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "authorization.toml"
    assert states(list(authorization(settings(tmp_path)))) == ["works"]
    assert states(list(authorization(settings(tmp_path, authorization_file=file)))) == ["broken"]
    file.write_text("[[issuer]\n")
    assert states(list(authorization(settings(tmp_path, authorization_file=file)))) == ["broken"]
    file.write_text("")
    assert states(list(authorization(settings(tmp_path, authorization_file=file)))) == ["works"]


def test_a_port_in_use_by_another_program_is_named(tmp_path: Path) -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=server.handle_request, daemon=True).start()
    threading.Thread(target=server.handle_request, daemon=True).start()
    (found,) = port(settings(tmp_path, port=server.server_port))
    server.server_close()
    assert (found.state, "not a terminology server" in found.text) == ("note", True)
    (free,) = port(settings(tmp_path, port=1))
    assert "nothing is listening" in free.text
