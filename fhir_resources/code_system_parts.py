"""A large CodeSystem as JSON or XML text, piece by piece: as one tree of dicts it would take some kilobytes a concept.

Its head is a resource without `concept`; the text of the concepts follows, and both together are what
`code_system.write` makes, in either FHIR version. Called where a resource is read, packed or exported.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from fhir_resources import json_format, xml
from fhir_resources.code_system import PARENT, write_code_system_header, write_concept
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.elements import Json
from fhir_resources.json_window import Begun, Ended
from fhir_resources.version import FhirVersion
from terminology.core.model import Concept, Property, Value
from terminology.core.ports import CodeSystemProvider

PIECE_BYTES = 64 * 1024
LONGEST_CHARACTERS = 500_000  # of a concept, with all that are below it, that is held whole
_END_OF_CONCEPT = b"</concept>"


@dataclass(frozen=True, slots=True)
class CodeSystemParts:
    """`concepts` gives the text inside of the array `concept`, from its first, whenever it is asked for."""

    head: Json
    concepts: Callable[[], Iterator[bytes]]

    def text(self, head: Json | None = None) -> Iterator[bytes]:
        """The whole resource as JSON, with `head`, if set, in place of its own."""
        return gathered(self._text(self.head if head is None else head))

    def xml(self, version: FhirVersion) -> Iterator[bytes]:
        """The same as an XML document; `version` is the one that head and concepts are written in.

        Raises NotSupported for the head.
        """
        begin, end = xml.begin_and_end(self.head, version)
        return gathered(chain((begin,), self.xml_concepts(version), (end,)))

    def xml_concepts(self, version: FhirVersion) -> Iterator[bytes]:
        """The elements `concept`, which are the last of a CodeSystem."""
        array = chain((b'{"concept":[',), self.concepts(), (b"]}",))
        texts = (piece.decode() for piece in gathered(array))
        for part in json_format.nested_again(texts, "concept", LONGEST_CHARACTERS):
            if isinstance(part, Ended):
                yield _END_OF_CONCEPT
                continue
            some = [part.members] if isinstance(part, Begun) else part
            text = xml.fragment({"concept": some}, "CodeSystem", version)
            yield text.removesuffix(_END_OF_CONCEPT) if isinstance(part, Begun) else text

    def _text(self, head: Json) -> Iterator[bytes]:
        yield json_format.dumps(head).removesuffix(b"}")
        begin, end = b',"concept":[', b""
        for piece in self.concepts():
            yield begin + piece
            begin, end = b"", b"]"
        yield end + b"}"


def parts_of(provider: CodeSystemProvider, version: FhirVersion) -> CodeSystemParts:
    """The parts of a code system that answers questions; its concepts are read one after the other."""
    head = write_code_system_header(provider.header)
    return CodeSystemParts(to_r4(head) if version is FhirVersion.R4 else head, lambda: _concepts_of(provider, version))


def parts_of_text(
    pieces: Callable[[], Iterable[str]], written_in: FhirVersion, version: FhirVersion
) -> CodeSystemParts:
    """The parts of a resource that was received as a text, which was judged before; it is read twice.

    Of a concept with very many below it nothing is held but what it says itself, if its array `concept` is its last
    member, as FHIR orders them. If not, it comes whole, and ordered: XML has no other order.
    """
    head, is_behind = json_format.head_again(pieces(), "concept", LONGEST_CHARACTERS)
    head.pop("concept", None)

    def concepts() -> Iterator[bytes]:
        comma = b""
        for part in json_format.nested_again(pieces(), "concept", None if is_behind else LONGEST_CHARACTERS):
            if isinstance(part, Ended):
                yield b"]}"
                comma = b","
                continue
            some = [part.members] if isinstance(part, Begun) else part
            text = json_format.dumps(_converted_concepts(_ordered(some) if is_behind else some, written_in, version))
            yield comma + (text[1:-2] + b',"concept":[' if isinstance(part, Begun) else text[1:-1])
            comma = b"" if isinstance(part, Begun) else b","

    return CodeSystemParts(_converted(head, written_in, version), concepts)


def _ordered(concepts: list[Json]) -> list[Json]:
    """With what is below a concept as its last member."""
    return [
        {name: value for name, value in concept.items() if name != "concept"}
        | ({"concept": _ordered(concept["concept"])} if "concept" in concept else {})
        for concept in concepts
    ]


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of at least PIECE_BYTES, but for the last."""
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
    """Depth first; a concept with several parents stands below the first, as `code_system.write` has it."""
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
