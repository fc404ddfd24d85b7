"""Streams a large CodeSystem as JSON or XML text: one tree of dicts would take several kilobytes per concept.

The head is the resource without `concept`; the text of the concepts follows. Together they equal the output of
`code_system.write`, in either FHIR version. Called where a resource is read, packaged or exported.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from fhir_resources import json_format, xml
from fhir_resources.code_system import PARENT, write_code_system_header, write_concept
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.elements import Json
from fhir_resources.json_window import ElementEnd, ElementStart
from fhir_resources.version import FhirVersion
from terminology.core.model import Concept, Property, Value
from terminology.core.ports import CodeSystemProvider

PIECE_BYTES = 64 * 1024
LONGEST_CHARACTERS = 500_000  # of a concept, descendants included, that is held in memory at once
_END_OF_CONCEPT = b"</concept>"


@dataclass(frozen=True, slots=True)
class CodeSystemParts:
    """Each call of `concepts` yields the text inside the array `concept` from the start."""

    head: Json
    concepts: Callable[[], Iterator[bytes]]

    def text(self, head: Json | None = None) -> Iterator[bytes]:
        """The whole resource as JSON; `head`, if set, replaces its own."""
        return in_chunks(self._text(self.head if head is None else head))

    def xml(self, version: FhirVersion) -> Iterator[bytes]:
        """The same as an XML document; `version` is the FHIR version of head and concepts.

        Raises NotSupported for the head.
        """
        begin, end = xml.begin_and_end(self.head, version)
        return in_chunks(chain((begin,), self.xml_concepts(version), (end,)))

    def xml_concepts(self, version: FhirVersion) -> Iterator[bytes]:
        """The `concept` elements, which come last in a CodeSystem."""
        array = chain((b'{"concept":[',), self.concepts(), (b"]}",))
        texts = (piece.decode() for piece in in_chunks(array))
        for part in json_format.array_parts(texts, "concept", LONGEST_CHARACTERS):
            if isinstance(part, ElementEnd):
                yield _END_OF_CONCEPT
                continue
            some = [part.members] if isinstance(part, ElementStart) else part
            text = xml.fragment({"concept": some}, "CodeSystem", version)
            yield text.removesuffix(_END_OF_CONCEPT) if isinstance(part, ElementStart) else text

    def _text(self, head: Json) -> Iterator[bytes]:
        yield json_format.dumps(head).removesuffix(b"}")
        begin, end = b',"concept":[', b""
        for piece in self.concepts():
            yield begin + piece
            begin, end = b"", b"]"
        yield end + b"}"


def parts_of(provider: CodeSystemProvider, version: FhirVersion) -> CodeSystemParts:
    """The parts of a loaded code system; its concepts are read one at a time."""
    head = write_code_system_header(provider.header)
    return CodeSystemParts(to_r4(head) if version is FhirVersion.R4 else head, lambda: _concepts_of(provider, version))


def parts_of_text(
    pieces: Callable[[], Iterable[str]], written_in: FhirVersion, version: FhirVersion
) -> CodeSystemParts:
    """The parts of a resource received as text and validated before; the text is read twice.

    For a concept with very many descendants, only its own members are held, if `concept` is the last of them, as in
    FHIR's order. If not, the concept is held whole and its members are reordered, because XML requires that order.
    """
    head, has_trailing = json_format.split_head(pieces(), "concept", LONGEST_CHARACTERS)
    head.pop("concept", None)

    def concepts() -> Iterator[bytes]:
        comma = b""
        for part in json_format.array_parts(pieces(), "concept", None if has_trailing else LONGEST_CHARACTERS):
            if isinstance(part, ElementEnd):
                yield b"]}"
                comma = b","
                continue
            some = [part.members] if isinstance(part, ElementStart) else part
            text = json_format.dumps(_converted_concepts(_ordered(some) if has_trailing else some, written_in, version))
            yield comma + (text[1:-2] + b',"concept":[' if isinstance(part, ElementStart) else text[1:-1])
            comma = b"" if isinstance(part, ElementStart) else b","

    return CodeSystemParts(_converted(head, written_in, version), concepts)


def _ordered(concepts: list[Json]) -> list[Json]:
    """Each concept with `concept` as its last member."""
    return [
        {name: value for name, value in concept.items() if name != "concept"}
        | ({"concept": _ordered(concept["concept"])} if "concept" in concept else {})
        for concept in concepts
    ]


def in_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of at least PIECE_BYTES, except the last."""
    some: list[bytes] = []
    size = 0
    for piece in pieces:
        some.append(piece)
        size += len(piece)
        if size >= PIECE_BYTES:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)


def _concepts_of(provider: CodeSystemProvider, version: FhirVersion) -> Iterator[bytes]:
    """Depth first; a concept with several parents nests below the first, as in `code_system.write`."""
    roots = (concept for concept in provider.concepts() if not provider.parents(concept.code))
    levels: list[Iterator[Concept]] = [iter(roots)]
    is_first = True
    while levels:
        concept = next(levels[-1], None)
        if concept is None:
            levels.pop()
            is_first = False
            if levels:
                yield b"]}"
            continue
        below = _below(provider, concept)
        first = next(below, None)
        text = json_format.dumps(_written(provider, concept, version))
        yield (b"" if is_first else b",") + (text[:-1] + b',"concept":[' if first else text)
        is_first = first is not None
        if first:
            levels.append(chain((first,), below))


def _below(provider: CodeSystemProvider, concept: Concept) -> Iterator[Concept]:
    codes = (code for code in provider.children(concept.code) if provider.parents(code)[0] == concept.code)
    return (found for code in codes if (found := provider.locate(code)))


def _written(provider: CodeSystemProvider, concept: Concept, version: FhirVersion) -> Json:
    more = (Property(PARENT, Value("code", parent)) for parent in provider.parents(concept.code)[1:])
    json = write_concept(concept, *more)
    return _converted_concepts([json], FhirVersion.R5, version)[0]


def _converted_concepts(some: list[Json], written_in: FhirVersion, version: FhirVersion) -> list[Json]:
    if written_in is version:
        return some
    around = _converted({"resourceType": "CodeSystem", "concept": some}, written_in, version)
    concepts: list[Json] = around["concept"]
    return concepts


def _converted(resource: Json, written_in: FhirVersion, version: FhirVersion) -> Json:
    if written_in is version:
        return resource
    return to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)
