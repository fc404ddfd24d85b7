import json
from pathlib import Path

from tests.examples.command_line import Run

NOWHERE = "mongodb://user:secret@127.0.0.1:1/?serverSelectionTimeoutMS=100"


def test_a_working_installation_has_nothing_broken(run: Run, release: Path) -> None:
    assert run("import", "hcpcs", release, "--release", "2025-10", database="examined").exit_code == 0
    examined = run("doctor", database="examined", TERMINOLOGY_PORT="1")
    assert examined.exit_code == 0, examined.stdout
    lines = [line.split("\t") for line in examined.stdout.splitlines()]
    assert lines[0] == ["about", "", "what"]
    assert {"software", "settings", "disk", "limits", "authorization", "server", "store", "content"} <= {
        line[0] for line in lines
    }
    assert any("writing is enabled" in line[2] for line in lines if line[0] == "store")
    assert "covers days through 2025-12-31" in examined.stdout


def test_an_empty_store_is_something_to_know_and_not_broken(run: Run) -> None:
    examined = run("doctor", "--json", database="empty", TERMINOLOGY_PORT="1")
    assert examined.exit_code == 0
    found = json.loads(examined.stdout)
    assert [item["text"] for item in found if item["state"] == "note" and item["about"] == "content"] == [
        "nothing is loaded"
    ]


def test_a_store_that_cannot_be_reached_is_broken_and_no_password_is_shown(run: Run) -> None:
    examined = run("doctor", TERMINOLOGY_MONGODB_URI=NOWHERE, TERMINOLOGY_PORT="1")
    assert examined.exit_code == 1
    assert "store\tBROKEN\tThe store mongodb://127.0.0.1:1 cannot be reached." in examined.stdout
    assert "secret" not in examined.stdout + examined.stderr


def test_settings_that_cannot_be_used_are_broken(run: Run) -> None:
    """Each with its variable; nothing else can be checked without valid settings."""
    examined = run("doctor", TERMINOLOGY_PORT="eighty", TERMINOLOGY_PUBLIC_BASE_URL="tx.example.org")
    assert examined.exit_code == 1
    found = [line.split("\t") for line in examined.stdout.splitlines() if "BROKEN" in line]
    assert [line[2].partition(":")[0] for line in found] == ["TERMINOLOGY_PUBLIC_BASE_URL", "TERMINOLOGY_PORT"]
    assert "an address such as https://" in found[0][2]
