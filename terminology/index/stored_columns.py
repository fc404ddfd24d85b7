"""StoredColumns: the columns of a code system in a file (`columns_writer.py`), read on access.

Opening them takes the same time for a million concepts as for a thousand. The bytes may be mapped and shared.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import orjson

from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.status import declared_code
from terminology.index.columns import PropertyColumn
from terminology.index.columns_writer import IMPLIED_TEXTS
from terminology.index.concept_codec import ConceptDecoder, decode_header
from terminology.index.posting_lists import Integers
from terminology.index.sections import Sections
from terminology.index.stored_codes import StoredCodes
from terminology.index.stored_hierarchy import StoredHierarchy
from terminology.index.stored_pieces import read_pieces
from terminology.index.stored_postings import open_postings, read_bits
from terminology.index.stored_properties import CodeColumn, NeighborColumn, StoredColumn, TruthColumn, covered
from terminology.index.stored_text_index import open_text_index
from terminology.index.stored_texts import StoredTexts
from terminology.index.text_index import TextIndex

RECENT_CODES = 64  # cached lookups
RECENT_CONCEPTS = 128  # cached decoded concepts: a request reads a concept several times


class StoredColumns:
    """Implements `Columns`. The constructor raises BrokenSections for other sections."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.count: int = sections.facts["count"]
        self.header: CodeSystemHeader = decode_header(sections.bytes_of("header"))
        self._codes = StoredCodes(sections, self.count)
        self._hierarchy = StoredHierarchy(sections, self.count)
        self._columns: dict[str, PropertyColumn] = {}
        self.ordinal = lru_cache(RECENT_CODES)(self._codes.ordinal)
        self.folded_ordinals = self._codes.folded_ordinals
        # No reference cycles: columns, and the lock on their file, are freed when they are no longer used.
        records = Records(sections, self._codes.texts)
        self.concept = lru_cache(RECENT_CONCEPTS)(records.decode)
        self.names = records.names
        self.ancestors = self._hierarchy.ancestors
        self.children = self._hierarchy.children
        self.descendants = self._hierarchy.descendants
        self.leaves = self._hierarchy.leaves
        self.parents = self._hierarchy.parents

    def code(self, ordinal: int) -> str:
        return self._codes.texts[ordinal]

    def codes(self) -> Iterable[str]:
        return iter(self._codes.texts)

    def inactive(self) -> int:
        return self._inactive

    @cached_property
    def _inactive(self) -> int:
        return read_bits(self.sections, "inactive")

    def abstract(self) -> int:
        return self._abstract

    @cached_property
    def _abstract(self) -> int:
        return read_bits(self.sections, "abstract")

    def property_column(self, code: str) -> PropertyColumn | None:
        found = self._columns.get(code)
        if found is None:
            found = covered(column for column in self._layers(code) if column.any())
            if found is not None:  # clients can request any property: cache only existing ones
                self._columns[code] = found
        return found

    def _layers(self, code: str) -> Iterator[PropertyColumn]:
        for stated in dict.fromkeys((code, declared_code(self.header, code))):
            if stated in self._declared_properties:
                yield StoredColumn(
                    open_postings(self.sections, f"stated/{self._declared_properties[stated]}", self.count)
                )
        if code in ("code", "concept"):
            yield CodeColumn(self._codes)
        elif code in ("parent", "child"):
            yield NeighborColumn(self._codes, self._hierarchy, code == "parent")
        elif code in IMPLIED_TEXTS:
            yield StoredColumn(open_postings(self.sections, f"implied/{code}", self.count))
        elif code == "inactive":
            yield TruthColumn(self.inactive(), self.count)

    @cached_property
    def _declared_properties(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(orjson.loads(self.sections.bytes_of("stated")))}

    def source(self) -> Iterator[bytes]:
        """The compressed pieces of the resource that the concepts come from; empty if there is none."""
        return read_pieces(self.sections, "source")

    def text_index(self) -> TextIndex:
        return self._text_index

    @cached_property
    def _text_index(self) -> TextIndex:
        return open_text_index(self.sections)


class Records:
    """The concepts, decoded on access."""

    def __init__(self, sections: Sections, codes: StoredTexts) -> None:
        self._sections = sections
        self._codes = codes
        self._firsts: Integers = sections.integers("records/firsts", "Q")
        self._lengths: Integers = sections.integers("records/lengths")
        self._read = sections.reader("records")

    def decode(self, ordinal: int) -> Concept:
        return self._decoder.decode(self._codes[ordinal], self._record(ordinal))

    def names(self, ordinal: int) -> tuple[str, ...]:
        return self._decoder.names(self._record(ordinal))

    def _record(self, ordinal: int) -> bytes:
        first = self._firsts[ordinal]
        return self._read(first, first + self._lengths[ordinal])

    @cached_property
    def _decoder(self) -> ConceptDecoder:
        return ConceptDecoder(self._sections.bytes_of("records/pools"))
