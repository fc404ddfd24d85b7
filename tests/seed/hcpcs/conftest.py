"""Records as CMS writes them, from values by the names of layout.py."""

from collections.abc import Callable

import pytest

from seed.hcpcs.layout import FIELDS, RECORD_BYTES

WriteRecord = Callable[..., str]


@pytest.fixture
def write_record() -> WriteRecord:
    """A line of a fixed-width file without its end; modifiers move to positions 4 and 5."""

    def write(code: str, long_description: str = "Something", *, record_id: str = "3", **values: str) -> str:
        stated = {
            "code": code.rjust(5),
            "sequence_number": "00100",
            "record_id": record_id,
            "long_description": long_description,
            **({"short_description": "Thing", "added_date": "20010101"} if record_id in "37" else {}),
            **values,
        }
        line = bytearray(b" " * RECORD_BYTES)
        for field in FIELDS:
            text = stated.get(field.name, "").encode("latin-1")
            line[field.first - 1 : field.first - 1 + len(text)] = text
        return line.decode("latin-1")

    return write
