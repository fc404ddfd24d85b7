"""The limits of an XML document, checked by a scan before a tree is built.

libxml2 and lxml take quadratic time for an element with very many attributes and for very many namespaces, and hold the
GIL meanwhile. expat does not, if it gets the document in one piece. Called by `xml_format.py`.
Source: https://hl7.org/fhir/R5/xml.html (UTF-8, no DTD), https://docs.python.org/3/library/pyexpat.html.
"""

from pyexpat import ErrorString, ExpatError, ParserCreate

from fhir_resources.limits import LIMITS, Limits

ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})  # expat and libxml2 read these the same way
FREE_NAMESPACES = frozenset({"http://hl7.org/fhir", "http://www.w3.org/1999/xhtml"})


class XmlRefused(Exception):
    """The reason, as text, and the line."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def scan(data: bytes, limits: Limits = LIMITS) -> None:
    """Raises XmlRefused for the first problem: invalid syntax, a DOCTYPE, or an exceeded limit."""
    parser = ParserCreate()
    parser.ordered_attributes = True
    scanner = _Scanner(limits)
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.StartDoctypeDeclHandler = scanner.refuse_doctype
    parser.XmlDeclHandler = scanner.refuse_encoding
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise XmlRefused(f"{ErrorString(error.code)} (column {error.offset + 1})", error.lineno) from None
    except _AboveLimit as error:
        raise XmlRefused(str(error), parser.CurrentLineNumber) from None


class _AboveLimit(Exception):
    """Has only the reason; the parser knows the line."""


class _Scanner:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._in_scope = [0]  # the prefixed namespaces in scope in each open element
        self._declared = 0

    def start(self, name: str, attributes: list[str]) -> None:
        """`attributes` alternates names and values."""
        limits = self._limits
        if len(self._in_scope) > limits.depth:
            raise _AboveLimit(f"more than {limits.depth} levels of elements")
        if len(attributes) > 2 * limits.attributes:
            raise _AboveLimit(f"more than {limits.attributes} attributes on one element")
        in_scope = self._in_scope[-1]
        for at in range(0, len(attributes), 2):
            if attributes[at].startswith("xmlns"):
                in_scope += attributes[at] != "xmlns"
                self._count(name, attributes[at], attributes[at + 1])
        if in_scope > limits.namespaces_in_scope:
            raise _AboveLimit(f"more than {limits.namespaces_in_scope} namespaces declared around one element")
        self._in_scope.append(in_scope)

    def end(self, _name: str) -> None:
        self._in_scope.pop()

    def _count(self, element: str, attribute: str, namespace: str) -> None:
        if attribute == "xmlns" and ":" not in element and namespace in FREE_NAMESPACES:
            return
        self._declared += 1
        if self._declared > self._limits.namespaces:
            raise _AboveLimit(f"more than {self._limits.namespaces:,} namespace declarations")
        if len(namespace) > self._limits.namespace_length:
            raise _AboveLimit(f"a namespace of more than {self._limits.namespace_length} characters")

    def refuse_doctype(self, *_: object) -> None:
        raise _AboveLimit("a DOCTYPE is not allowed in FHIR XML")

    def refuse_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            raise _AboveLimit(f"the encoding '{encoding[:40]}' is not supported; FHIR XML is UTF-8")
