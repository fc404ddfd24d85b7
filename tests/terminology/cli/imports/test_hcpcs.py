import json
from pathlib import Path

import pytest

from tests.examples.command_line import Run


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.zip", b"<!doctype html><html><body>Not found</body></html>"),
        ("page.txt", b"<!doctype html><html><body>Not found</body></html>"),
        ("empty.txt", b""),
        ("broken.zip", b"PK\x03\x04 and nothing"),
        ("letter.txt", b"Dear Sir or Madam\n"),
    ],
)
def test_a_file_that_is_no_release_is_refused_with_one_sentence(
    run: Run, release: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused = run("import", "hcpcs", release, file, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert name in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr
    assert json.loads(run("list", "--json", database="refused").stdout) == []
