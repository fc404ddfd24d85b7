import re
from pathlib import Path

from seed.hcpcs.layout import FIELDS, RECORD_BYTES


def test_fields_follow_each_other_without_overlap() -> None:
    ends = [field.first + field.length * field.occurs for field in FIELDS]
    assert all(end <= following.first for end, following in zip(ends, FIELDS[1:], strict=False))
    assert ends[-1] <= RECORD_BYTES + 1


def test_repeated_columns_are_numbered() -> None:
    columns = [column for field in FIELDS for column in field.columns]
    assert len(columns) == 48
    assert columns[5:10] == ["PRICE1", "PRICE2", "PRICE3", "PRICE4", "MULT_PI"]


def test_first_positions_and_lengths_are_those_of_cms_layout(shared_data: Path) -> None:
    text = (shared_data / "releases/2019-annual/HCPCS2019_recordlayout.txt").read_text("latin-1")
    items = dict(re.findall(r"^ {2}(\d+)\. .*\n(?:\s*\n)* +(\d+ +\d+) +\d+ ", text.replace("\r", ""), re.MULTILINE))
    stated = {int(item): tuple(map(int, numbers.split())) for item, numbers in items.items()}
    for field in FIELDS:
        assert stated[field.item] == (field.length, field.first), field.name
