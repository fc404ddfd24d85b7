"""Builds the columns of large code systems that arrived as FHIR JSON, a few hundred concepts of the text at a time."""

import asyncio
from functools import partial

from fhir_resources.version import FhirVersion
from terminology.core.model import Concept
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.plain_concepts import PlainConcept
from terminology.library.compressed_text import CompressedText
from terminology.library.large_code_systems import read_header, read_in_parts
from terminology.library.received import read_code_system
from terminology.store.column_building import Parents, Start


async def fill_from_text(text: CompressedText, version: FhirVersion, start: Start) -> tuple[ColumnsWriter, Parents]:
    """The columns include the text itself."""
    return await asyncio.to_thread(_fill, text, version, start)


def _fill(text: CompressedText, version: FhirVersion, start: Start) -> tuple[ColumnsWriter, Parents]:
    read = partial(read_code_system, version=version)
    writer = start(read_header(text, read), text.compressed())
    known: set[str] = set()

    def place(code: str) -> int | None:
        if code in known:
            return None
        known.add(code)
        return len(known) - 1

    def add(ordinal: int, concept: Concept | PlainConcept) -> None:
        if isinstance(concept, PlainConcept):
            writer.add_plain(ordinal, concept)
        else:
            writer.add(ordinal, concept)

    return writer, read_in_parts(text.pieces(), read, place, add)
