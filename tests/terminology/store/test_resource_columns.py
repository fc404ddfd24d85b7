import json
from pathlib import Path

from fhir_resources import code_system
from fhir_resources.version import FhirVersion
from terminology.core.model import Concept
from terminology.index.columns_writer import ColumnsWriter
from terminology.library.compressed_text import CompressedText, compress
from terminology.store.column_building import Parents, Start, open_columns
from terminology.store.column_files import ColumnFiles, name_of
from terminology.store.resource_columns import fill_from_text

RESOURCE = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/animals",
    "status": "active",
    "content": "complete",
    "concept": [
        {"code": "animal", "display": "Animal", "concept": [{"code": "cat", "display": "Cat"}, {"code": "dog"}]},
        {"code": "pet", "concept": [{"code": "cat", "display": "another cat"}]},
    ],
    "caseSensitive": False,  # behind its concepts
}
TEXT = json.dumps(RESOURCE, indent=1)


async def test_columns_are_those_of_the_resource_and_have_its_text(tmp_path: Path) -> None:
    text = CompressedText(lambda: [compress(TEXT[:100]), compress(TEXT[100:])])

    async def fill(start: Start) -> tuple[ColumnsWriter, Parents]:
        return await fill_from_text(text, FhirVersion.R5, start)

    columns = await open_columns(ColumnFiles(tmp_path), name_of("i1", 3), fill)
    assert columns.header == code_system.read(RESOURCE).header
    assert [columns.concept(ordinal) for ordinal in range(columns.count)] == [
        Concept("animal", "Animal"),
        Concept("cat", "Cat"),
        Concept("dog"),
        Concept("pet"),
    ]
    assert [columns.parents(ordinal) for ordinal in range(4)] == [(), (0, 3), (0,), ()]
    assert CompressedText(columns.source).decompress() == TEXT
