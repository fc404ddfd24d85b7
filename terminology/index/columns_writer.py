"""ColumnsWriter: writes the columns of a code system as one file, from concepts in any order.

Each concept is written as it arrives; the data collected meanwhile (words, property values) is small compared with the
concepts, so a code system of any size is written without ever being in memory as a whole.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

import orjson

from terminology.core.bitset import bits_of
from terminology.core.code_names import names_of
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.status import declared_code, is_abstract, is_inactive
from terminology.index.concept_codec import ConceptEncoder, encode_header
from terminology.index.hierarchy import Ordinals
from terminology.index.memory_columns import declares_hierarchy_properties
from terminology.index.plain_concepts import NameReader, PlainConcept
from terminology.index.postings_builder import PostingsBuilder
from terminology.index.property_texts import content_text, implied_texts, text_of
from terminology.index.sections import Bytes, SectionWriter
from terminology.index.stored_codes import write_codes
from terminology.index.stored_hierarchy import write_hierarchy
from terminology.index.stored_pieces import write_pieces
from terminology.index.stored_postings import write_bits, write_postings
from terminology.index.text_columns import TextColumns, TextColumnsBuilder

GATHERED_HERE = ("definition", "status")
IMPLIED_TEXTS = ("display", *GATHERED_HERE)  # implied properties that do not follow from other columns
OF_STATUS = ("status", "inactive", "notSelectable")
WRITTEN_AT_ONCE = 256  # records per write


class ColumnsWriter:
    """`write` receives the bytes of the file in order."""

    def __init__(
        self,
        write: Callable[[Bytes], object],
        header: CodeSystemHeader,
        source: Iterable[bytes] = (),
        texts: TextColumns | None = None,
    ) -> None:
        """`source`: the resource of the concepts, compressed, in pieces. `texts`: text columns built elsewhere."""
        self.sections = SectionWriter(write)
        write_pieces(self.sections, "source", source)
        self._header = header
        self._encoder = ConceptEncoder()
        self._codes: dict[int, str] = {}
        self._firsts, self._lengths, self._ordinals = array("Q"), array("I"), array("I")
        self._at = 0
        self._waiting: list[bytes] = []
        self._of_status = {declared_code(header, name) for name in OF_STATUS}
        self._stated: dict[str, PostingsBuilder] = {}
        self._implied = {name: PostingsBuilder() for name in GATHERED_HERE}
        self._inactive, self._abstract = array("I"), array("I")
        self._texts = texts or TextColumnsBuilder()
        self._names = NameReader()
        self._lower: list[str] = []  # codes, and the codes that they or their parents state as above them
        self._upper: list[str] = []
        self._known: dict[str, str] = {}  # equal codes are one object
        self._has_stated_parents = declares_hierarchy_properties(header)
        self._parent, self._child = (declared_code(header, name) for name in ("parent", "child"))
        self.sections.begin("records")

    def add(self, ordinal: int, concept: Concept) -> None:
        """Adds a concept; each ordinal and each code must be added once."""
        self._add_record(self._encoder.encode(concept), ordinal)
        self._codes[ordinal] = concept.code
        stated = _property_texts(concept)
        self._add_stated(ordinal, stated)
        if stated and self._has_stated_parents:
            self._add_parents(concept.code, ((item.code, item.value.content) for item in concept.properties))
        if concept.definition is not None:
            self._add_implied("definition", ordinal, concept)
        inactive = False
        if concept.extensions or not self._of_status.isdisjoint(stated):  # most concepts have no status
            inactive = self._add_status(ordinal, concept)
        displays = dict.fromkeys(implied_texts(self._header, concept, "display"))
        self._texts.add(ordinal, concept.code, names_of(concept), inactive, list(displays))

    def add_plain(self, ordinal: int, concept: PlainConcept) -> None:
        """The same, faster."""
        stated: dict[str, dict[str, None]] = {}
        for name, _, content in concept.properties:
            stated.setdefault(name, {})[content_text(content)] = None
        if not self._of_status.isdisjoint(stated):
            self.add(ordinal, concept.concept())
            return
        self._add_record(self._encoder.encode_plain(concept), ordinal)
        self._codes[ordinal] = concept.code
        self._add_stated(ordinal, stated)
        if stated and self._has_stated_parents:
            self._add_parents(concept.code, ((name, content) for name, _, content in concept.properties))
        if concept.definition is not None:
            self._implied["definition"].add(ordinal, (concept.definition,))
        names, displays = self._names.read(concept)
        self._texts.add(ordinal, concept.code, names, False, displays)

    def _add_stated(self, ordinal: int, stated: Mapping[str, Iterable[str]]) -> None:
        for code, texts in stated.items():
            if code not in self._stated:
                self._stated[code] = PostingsBuilder()
            self._stated[code].add(ordinal, texts)

    def _add_record(self, record: bytes, ordinal: int) -> None:
        self._ordinals.append(ordinal)
        self._firsts.append(self._at)
        self._lengths.append(len(record))
        self._at += len(record)
        self._waiting.append(record)
        if len(self._waiting) == WRITTEN_AT_ONCE:
            self._write_waiting()

    def _write_waiting(self) -> None:
        self.sections.append(b"".join(self._waiting))
        self._waiting.clear()

    def _add_implied(self, name: str, ordinal: int, concept: Concept) -> None:
        texts = dict.fromkeys(implied_texts(self._header, concept, name))
        if texts:
            self._implied[name].add(ordinal, texts)

    def _add_status(self, ordinal: int, concept: Concept) -> bool:
        self._add_implied("status", ordinal, concept)
        if is_abstract(self._header, concept):
            self._abstract.append(ordinal)
        inactive = is_inactive(self._header, concept)
        if inactive:
            self._inactive.append(ordinal)
        return inactive

    def _add_parents(self, code: str, properties: Iterable[tuple[str, object]]) -> None:
        for name, content in properties:
            if name == self._parent:
                self._lower.append(code)
                self._upper.append(self._known.setdefault(str(content), str(content)))
            if name == self._child:
                self._lower.append(str(content))
                self._upper.append(code)

    def finish(self, parents: Mapping[str, Iterable[str]], facts: Mapping[str, object]) -> int:
        """Writes the collected data; returns the seal. `parents` come from nesting; `facts` are for readers."""
        self._write_waiting()
        self.sections.end("records")
        count = len(self._codes)
        self._texts.end(count)  # another process builds them while this one writes the others
        codes = [self._codes[ordinal] for ordinal in range(count)]
        self._codes.clear()
        self._write_records(count)
        write_codes(self.sections, codes)
        write_hierarchy(self.sections, count, self._parents(codes, parents))
        del codes
        self._write_sets(count)
        self._write_properties(count)
        self._texts.write(self.sections)
        self.sections.add("header", encode_header(self._header))
        return self.sections.finish({**facts, "count": count})

    def _write_records(self, count: int) -> None:
        firsts, lengths = array("Q", bytes(8 * count)), array("I", bytes(4 * count))
        for row, ordinal in enumerate(self._ordinals):
            firsts[ordinal], lengths[ordinal] = self._firsts[row], self._lengths[row]
        self.sections.add("records/firsts", firsts)
        self.sections.add("records/lengths", lengths)
        self.sections.add("records/pools", self._encoder.pools())

    def _write_sets(self, count: int) -> None:
        for name, ordinals in (("inactive", self._inactive), ("abstract", self._abstract)):
            write_bits(self.sections, name, [bits_of(ordinals, count)], count)

    def _write_properties(self, count: int) -> None:
        for name, builder in self._implied.items():
            write_postings(self.sections, f"implied/{name}", builder.build(count))
        self._implied.clear()
        for number, builder in enumerate(self._stated.values()):
            write_postings(self.sections, f"stated/{number}", builder.build(count))
        self.sections.add("stated", orjson.dumps(list(self._stated)))
        self._stated.clear()

    def _parents(self, codes: Sequence[str], parents: Mapping[str, Iterable[str]]) -> Mapping[int, Ordinals]:
        """Parents from nesting, `parent` and, inverted, `child`; unknown codes are left out."""
        if not parents and not self._lower:
            return {}
        ordinals = {code: ordinal for ordinal, code in enumerate(codes)}
        above: dict[int, Ordinals] = {}
        one: dict[int, Ordinals] = {}  # as siblings share it
        several: dict[int, dict[int, None]] = {}  # for the few with more than one, whose order counts
        nested = ((code, parent) for code, all_above in parents.items() for parent in all_above)
        for stated in (nested, zip(self._lower, self._upper, strict=True)):
            for code, parent in stated:
                lower, upper = ordinals.get(code), ordinals.get(parent)
                if lower is None or upper is None:
                    continue
                mine = one.setdefault(upper, (upper,))
                if above.setdefault(lower, mine) != mine:
                    several.setdefault(lower, dict.fromkeys(above[lower]))[upper] = None
        for stated_codes in (self._lower, self._upper, self._known):
            stated_codes.clear()
        above.update((ordinal, tuple(all_above)) for ordinal, all_above in several.items())
        return above


def _property_texts(concept: Concept) -> dict[str, dict[str, None]]:
    """The distinct values of each property, in order."""
    stated: dict[str, dict[str, None]] = {}
    for item in concept.properties:
        stated.setdefault(item.code, {})[text_of(item.value)] = None
    return stated
