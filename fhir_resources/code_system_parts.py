"""A large CodeSystem as JSON or XML text, piece by piece: as one tree of dicts it would take some kilobytes a concept.

Its head is a resource without `concept`; the text of the concepts follows, and both together are what
`code_system.write` makes, in either FHIR version. Called where a resource is read, packed or exported.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from fhir_resources import json_format, xml
from fhir_resources.code_system import PARENT, write_code_system_header, write_concept
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.model import Concept, Property, Value
from terminology.core.ports import CodeSystemProvider

PIECE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class CodeSystemParts:
    """`concepts` gives the text inside of the array `concept`, from its first, whenever it is asked for."""

    head: Json
    concepts: Callable[[], Iterator[bytes]]

    def text(self, head: Json | None = None) -> Iterator[bytes]:
        """The whole resource as JSON, with this head in the place of its own if one is given."""
        return gathered(self._text(self.head if head is None else head))

    def xml(self, version: FhirVersion) -> Iterator[bytes]:
        """The same as an XML document; `version` is the one that head and concepts are written in.

        A concept is written with all that are below it. Raises NotSupported for the head.
        """
        begin, end = xml.begin_and_end(self.head, version)
        return gathered(chain((begin,), self.xml_concepts(version), (end,)))

    def xml_concepts(self, version: FhirVersion) -> Iterator[bytes]:
        """The elements `concept`, which are the last of a CodeSystem."""
        array = chain((b'{"concept":[',), self.concepts(), (b"]}",))
        for some in json_format.elements_again((piece.decode() for piece in gathered(array)), "concept"):
            yield xml.fragment({"concept": some}, "CodeSystem", version)

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
    """The parts of a resource that was received as a text, which was judged before; it is read twice."""
    head = json_format.loads_again_in_parts(pieces(), "concept", _skip)
    head.pop("concept", None)

    def concepts() -> Iterator[bytes]:
        comma = b""
        for some in json_format.elements_again(pieces(), "concept"):
            yield comma + json_format.dumps(_converted_concepts(some, written_in, version))[1:-1]
            comma = b","

    return CodeSystemParts(_converted(head, written_in, version), concepts)


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
        text = json_format.dumps(_written(provider, concept, version))
        yield (b"" if is_first else b",") + (text[:-1] + b',"concept":[' if below else text)
        is_first = bool(below)
        if below:
            levels.append(iter(below))


def _below(provider: CodeSystemProvider, concept: Concept) -> Sequence[Concept]:
    codes = (code for code in provider.children(concept.code) if provider.parents(code)[0] == concept.code)
    return [found for code in codes if (found := provider.locate(code))]


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


def _skip(_some: list[Any]) -> None:
    """Concepts are not read yet."""
