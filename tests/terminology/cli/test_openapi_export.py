from pathlib import Path

from tests.examples.command_line import Run


def test_the_openapi_document_is_written_where_it_is_wanted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new" / "api.json"
    written = run("export-openapi", file)
    assert (written.exit_code, written.stdout) == (0, f"{file}\n")
    assert run("export-openapi", "-").stdout == file.read_text()
    assert file.read_text().endswith("}\n")
