from pathlib import Path

from tests.examples.command_line import HCPCS, Run

LETTERS = """{
  "resourceType": "CodeSystem", "url": "http://example.org/letters", "version": "1", "name": "Letters",
  "status": "active", "content": "complete", "concept": [{"code": "a", "display": "The letter a"}]
}"""


def test_an_unknown_code_is_refused(run: Run) -> None:
    refused = run("lookup", "J3111", database="nothing")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert HCPCS in refused.stderr


def test_uncertainties_are_reported_with_their_severity(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "letters.json"
    file.write_text(LETTERS)
    run("import", "resources", file, database="uncertain")
    asked = ("lookup", "a", "--system", "http://example.org/letters", "--date", "2020-01-01")
    lines = run(*asked, database="uncertain").stdout.splitlines()
    (issue,) = [line for line in lines if line.startswith("issues")]
    assert issue.startswith("issues\tinformation: ")
    assert "http://example.org/letters" in issue
