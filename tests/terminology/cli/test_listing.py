from pathlib import Path

from tests.examples.command_line import EXCERPT, HCPCS, Run


def test_a_list_is_lines_with_tabs_for_other_programs(run: Run, release: Path) -> None:
    assert run("list", database="listed").stdout == ""
    run("import", "hcpcs", release, "--release", "2025-10", database="listed")
    head, line = run("list", database="listed").stdout.splitlines()
    assert head == "system\tversion\tconcepts\tsource\tsha256\twhen"
    assert line.startswith(f"{HCPCS}\t2025-10\t186\t{EXCERPT}\t")


def test_a_list_shows_how_old_the_newest_release_is(run: Run, release: Path) -> None:
    run("import", "hcpcs", release, "--release", "2025-10", database="old")
    message = run("list", database="old").stderr
    assert "The newest loaded release of HCPCS Level II is 2025-10 and covers days through 2025-12-31" in message
