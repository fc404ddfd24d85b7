import pytest

from seed.release import RejectedRow
from terminology.cli.imports.rows_read import report_rows


def test_rows_are_counted_and_rejected_ones_named_with_their_reason(capsys: pytest.CaptureFixture[str]) -> None:
    report_rows("a.csv: release 2025-10", 8714, [RejectedRow(3, "no record")])
    assert capsys.readouterr().err == "a.csv: release 2025-10, 8,714 rows, 1 rejected\n  line 3: no record\n"
