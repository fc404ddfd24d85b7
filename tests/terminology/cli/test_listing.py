from pathlib import Path

from tests.examples.command_line import EXCERPT, HCPCS, Run


def test_a_list_is_lines_with_tabs_for_other_programs(run: Run, release: Path) -> None:
    assert run("list", database="listed").stdout == ""
    run("import", "hcpcs", release, "--release", "2025-10", database="listed")
    head, line = run("list", database="listed").stdout.splitlines()
    assert head == "system\tversion\tconcepts\tsource\tsha256\twhen"
    assert line.startswith(f"{HCPCS}\t2025-10\t75\t{EXCERPT}\t")
