import csv
import io
import json
from pathlib import Path

import pytest

from tests.examples.command_line import HCPCS, Run


def test_changes_between_two_releases_are_printed_as_table_csv_or_json(run: Run, release: Path) -> None:
    earlier = release.with_name("earlier.csv")
    earlier.write_bytes(release.read_bytes().replace(b"romosozumab", b"romo").rstrip().rpartition(b"\n")[0])
    last = release.read_text().splitlines()[-1].partition(",")[0].strip()
    run("import", "hcpcs", earlier, "--release", "2025-07", database="changed")
    run("import", "hcpcs", release, "--release", "2025-10", database="changed")

    lines = run("diff", "hcpcs", "2025-07", "2025-10", database="changed").stdout.splitlines()
    assert lines[:3] == [f"{HCPCS} from 2025-07 to 2025-10", "kind\tchanges", "added\t1"]
    assert lines[9:12] == [
        "kind\tcode\tproperty\told\tnew",
        lines[10],
        "long-text\tJ3111\t\tInjection, romo-aqqg, 1 mg\tInjection, romosozumab-aqqg, 1 mg",
    ]
    assert lines[10].startswith(f"added\t{last}\t\t\t")

    table = run("diff", "hcpcs", "20250701", "2025-10-01", "--csv", database="changed").stdout
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == ["kind", "code", "property", "old", "new"]
    assert rows[2] == ["long-text", "J3111", "", "Injection, romo-aqqg, 1 mg", "Injection, romosozumab-aqqg, 1 mg"]

    workbook = release.with_name("changes.xlsx")
    assert run("diff", "hcpcs", "2025-07", "2025-10", "--xlsx", workbook, database="changed").exit_code == 0
    assert workbook.read_bytes().startswith(b"PK")

    document = json.loads(run("diff", "hcpcs", "2025-07", "2025-10", "--json", database="changed").stdout)
    assert list(document) == ["system", "from", "to", "summary", "total", "changes"]
    assert document["summary"]["added"] == document["summary"]["long-text"] == 1
    assert [change["code"] for change in document["changes"][:2]] == [last, "J3111"]


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        (("2025-10", "2025-10"), "nothing to compare"),
        (("2025-10", "2025-07"), "chronological order"),
        (("2025-10", "2026-01"), "not known in version '2026-01'. Known versions: 2025-07 or 2025-10"),
    ],
)
def test_releases_that_cannot_be_compared_are_refused_with_one_sentence(
    run: Run, release: Path, versions: tuple[str, str], reason: str
) -> None:
    for version in ("2025-07", "2025-10"):
        run("import", "hcpcs", release, "--release", version, database="compared")
    refused = run("diff", "hcpcs", *versions, database="compared")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert reason in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
