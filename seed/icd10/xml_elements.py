"""XML of CMS and CDC -> elements, with expat in linear time; document types are refused.

A document type could define entities, with which a small file can expand to a huge one or refer to other files. None of
the published files has one.
"""

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from seed.release import NotARelease

DEPTH_LIMIT = 50  # CDC's tabular list nests nine deep


@dataclass(slots=True)
class Element:
    """`text` is the element's own text, whitespace folded; `line` is its first line, from 1."""

    tag: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str) -> list["Element"]:
        return [child for child in self.children if child.tag == tag]

    def text_of(self, tag: str) -> str:
        """The text of the first child with this tag; empty if there is none."""
        return next((child.text for child in self.children if child.tag == tag), "")


def read_elements(name: str, content: bytes) -> Element:
    """The root of the document. Raises NotARelease, with the line, for a document type and for what is not XML."""
    reader = _Reader(name)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise NotARelease(
            f"{name} is truncated or damaged: it is not XML from line {error.lineno} on ({reason})."
        ) from None
    except LookupError as error:  # an unknown encoding
        raise NotARelease(f"{name} cannot be read: {error}.") from None
    assert reader.root is not None  # expat has found at least one element
    return reader.root


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Element | None = None
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse_document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def refuse_document_type(self, *_: object) -> NoReturn:
        raise NotARelease(f"{self.name} is refused: it has a document type (DOCTYPE), which could define entities.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) == DEPTH_LIMIT:
            raise NotARelease(f"{self.name} is refused: elements are nested more than {DEPTH_LIMIT} levels deep.")
        element = Element(tag, self.parser.CurrentLineNumber, attributes)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        self.texts.append([])

    def end(self, _: str) -> None:
        self.open.pop().text = " ".join("".join(self.texts.pop()).split())

    def characters(self, text: str) -> None:
        self.texts[-1].append(text)
