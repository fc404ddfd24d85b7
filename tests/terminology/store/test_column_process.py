import json
from decimal import Decimal
from functools import partial
from pathlib import Path

from fhir_resources import code_system
from fhir_resources.version import FhirVersion
from terminology.core.model import Concept
from terminology.index.columns_writer import ColumnsWriter
from terminology.library.compressed_text import compressed_text
from terminology.store.column_building import Parents, Start, open_columns
from terminology.store.column_files import ColumnFiles
from terminology.store.column_process import FromText, build_in_subprocess

RESOURCE = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/animals",
    "status": "active",
    "content": "complete",
    "concept": [{"code": "cat", "display": "Cat"}, {"code": "dog"}],
}
HEAD = RESOURCE | {"concept": [], "extension": [{"url": "urn:weight", "valueDecimal": Decimal("1.10")}]}


async def fails(_start: Start) -> tuple[ColumnsWriter, Parents]:
    raise AssertionError("It is built here.")


def left_in(folder: Path) -> list[Path]:
    """Incomplete files."""
    return list(folder.glob("*.new"))


async def test_a_file_that_another_process_built_is_opened(tmp_path: Path) -> None:
    files = ColumnFiles(tmp_path)
    work = FromText(compressed_text(json.dumps(RESOURCE).encode(), HEAD), FhirVersion.R5)
    columns = await open_columns(files, "i1.0", fails, partial(build_in_subprocess, files, "i1.0", work))
    assert [columns.concept(ordinal) for ordinal in range(columns.count)] == [Concept("cat", "Cat"), Concept("dog")]
    assert columns.header == code_system.read(HEAD).header
    assert not left_in(tmp_path)


async def test_columns_it_cannot_build_are_left_to_the_reader(tmp_path: Path) -> None:
    work = FromText(compressed_text(b"no JSON"), FhirVersion.R5)
    assert not await build_in_subprocess(ColumnFiles(tmp_path), "i1.0", work)
    assert not left_in(tmp_path)
