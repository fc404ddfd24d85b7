import io
from collections.abc import Mapping
from datetime import datetime

import pytest
import xlsxwriter

from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.workbook_layout import Layout
from terminology.library.checking.workbooks import rows_of_workbook, sheets_of_workbook

MORNING = datetime(2025, 10, 3, 8, 30)
DAY = datetime(2025, 10, 3)


def cells_of(value: datetime | float, format: str | None, **options: bool) -> list[str]:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        style = book.add_format({"num_format": format} if format else {})
        sheet = book.add_worksheet()
        if isinstance(value, datetime):
            sheet.write_datetime(0, 0, value, style)
        else:
            sheet.write_number(0, 0, value, style)
    return next(rows_of_workbook(file))


@pytest.mark.parametrize("format", ["mm/dd/yyyy", "d-mmm-yy", "[$-409]mmmm d, yyyy;@", 'yyyy"T"mm', "m/d/yy h:mm"])
def test_a_cell_that_shows_a_date_is_read_as_a_day(format: str) -> None:
    assert cells_of(DAY, format) == ["2025-10-03"]
    assert cells_of(MORNING, format) == ["2025-10-03 08:30:00"]


def test_days_of_a_workbook_that_counts_from_1904_are_the_same() -> None:
    assert cells_of(DAY, "mm/dd/yyyy", date_1904=True) == ["2025-10-03"]


@pytest.mark.parametrize("format", [None, "0.00", '0 "days"', "[Red]0", "h:mm"])
def test_other_numbers_stay_as_they_are(format: str | None) -> None:
    assert cells_of(45933, format) == ["45933"]


@pytest.mark.parametrize("serial", ["0", "-1", "1e300", "nan", "x", ""])
def test_an_invalid_day_stays_unchanged(serial: str) -> None:
    assert Layout(()).day(serial) == serial


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no sheet"):
        list(sheets_of_workbook(zip_of({"xl/workbook.xml": "<workbook/>"})))


def zip_of(parts: Mapping[str, str]) -> io.BytesIO:
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file
