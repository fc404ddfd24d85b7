from pathlib import Path

import pytest

from tests.examples.command_line import Run

VALUE_SET = '{"resourceType": "ValueSet", "url": "http://example.org/vs", "status": "active"}'


@pytest.fixture(scope="module")
def backup(run: Run, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release, a value set and an API key, in a file."""
    value_set = tmp_path_factory.mktemp("resources") / "vs.json"
    value_set.write_text(VALUE_SET)
    assert run("import", "resources", value_set, database="backed_up").exit_code == 0
    assert run("import", "hcpcs", release, "--release", "2025-10", database="backed_up").exit_code == 0
    added = run("keys", "add", "epic", "--scope", "system/ValueSet.cruds", database="backed_up")
    assert added.exit_code == 0, added.stderr
    file = tmp_path_factory.mktemp("backup") / "store.backup"
    done = run("backup", file, database="backed_up")
    assert done.exit_code == 0, done.stderr
    assert "2 imports, 186 concepts, 1 resource" in done.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    return file


def test_a_backup_is_restored_completely(run: Run, backup: Path) -> None:
    restored = run("restore", backup, database="restored")
    assert restored.exit_code == 0, restored.stderr
    for command in (("list",), ("lookup", "J3111"), ("keys", "list")):
        assert run(*command, database="restored").stdout == run(*command, database="backed_up").stdout


def test_content_is_not_replaced_unless_that_is_wanted(run: Run, backup: Path) -> None:
    refused = run("restore", backup, database="backed_up")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "The database is not empty: 1 import. To replace it, use --replace.\n"
    assert run("restore", backup, "--replace", database="backed_up").exit_code == 0
    assert "2025-10" in run("list", database="backed_up").stdout


def test_a_damaged_file_changes_nothing(run: Run, backup: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(backup.read_bytes()[:-100])
    for choice in ((), ("--replace",), ("--check",)):
        refused = run("restore", damaged, *choice, database="backed_up")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert f"{damaged} cannot be used: it is truncated, damaged" in refused.stderr
    assert "2025-10" in run("list", database="backed_up").stdout


def test_a_backup_can_be_checked_alone(run: Run, backup: Path) -> None:
    checked = run("restore", "--check", backup, database="never_made")
    assert (checked.exit_code, checked.stdout.split(": ")[0]) == (0, f"{backup} is complete")


def test_a_backup_that_cannot_be_written_says_why(run: Run, tmp_path: Path) -> None:
    refused = run("backup", tmp_path / "missing" / "file", database="backed_up")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "No such file or directory" in refused.stderr
