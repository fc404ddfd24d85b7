"""FHIR XML ↔ FHIR JSON, by the element tables of the version. Called by http and the command line.

Source: https://hl7.org/fhir/R5/xml.html and https://hl7.org/fhir/R5/json.html. In XML a primitive's value is the
attribute `value`; its id and extensions, inside the same element, are the `_name` of JSON.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, cast

from lxml import etree

from fhir_resources.primitives import is_written, read_decimal
from fhir_resources.structure_definitions import ElementDefinition, find_elements
from fhir_resources.version import FhirVersion
from fhir_resources.xml_limits import XmlRefused, scan
from terminology.core.errors import BadRequest, NotSupported
from terminology.core.issues import Issue

_FHIR = "http://hl7.org/fhir"
_FHIR_TAG = f"{{{_FHIR}}}"
_NAMESPACES: Any = {None: _FHIR}  # lxml-stubs do not know that the default namespace is called None
_XHTML_DIV = "{http://www.w3.org/1999/xhtml}div"
_NOT_XML_CHARACTERS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Json = dict[str, Any]


class NotXml(BadRequest):
    """The input is not FHIR XML: malformed, with a DOCTYPE, too deep, or with elements that FHIR does not have."""


def loads(data: bytes, version: FhirVersion) -> Json:
    """One resource as FHIR JSON, its members in the order of the document, decimals as Decimal.

    Order and unknown XML Schema attributes are tolerated; comments are dropped.
    Raises NotXml, with the line: broken XML, a DOCTYPE (so no entities), more of anything than `limits.py` allows, an
    element, attribute or value that the type does not have in this version, a resource type without tables.
    """
    return _Reader(version).resource(_parse(data))


def dumps(resource: Json, version: FhirVersion) -> bytes:
    """UTF-8 with an XML declaration, elements in FHIR's order; characters that XML cannot hold become U+FFFD.

    Raises NotSupported for a resource type without tables, a member that the version does not have, JSON that is not
    shaped like FHIR and a narrative that is not well-formed XHTML.
    """
    type_ = _resource_type(resource, version)
    root = etree.Element(_FHIR_TAG + type_, nsmap=_NAMESPACES)
    _Writer(version).fill(root, resource, type_)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def fragment(members: Json, type_: str, version: FhirVersion) -> bytes:
    """The content of a `type_` element with these members, for callers that write a document in pieces.

    Raises as `dumps`.
    """
    root = etree.Element(_FHIR_TAG + type_, nsmap=_NAMESPACES)
    _Writer(version).fill(root, members, type_)
    text = etree.tostring(root, encoding="UTF-8")
    return text[text.index(b">") + 1 : text.rindex(b"<")] if len(root) else b""


def indented(document: bytes) -> bytes:
    """A document of `dumps` with each element on a line of its own."""
    root = etree.fromstring(document)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _parse(data: bytes) -> etree._Element:
    try:
        scan(data)
    except XmlRefused as refused:
        raise _not_xml(f"{refused.reason} (line {refused.line})") from None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _not_xml(str(error.msg)) from None


class _Reader:
    """XML of one version to JSON."""

    def __init__(self, version: FhirVersion) -> None:
        self.version = version

    def resource(self, node: etree._Element) -> Json:
        name = _local_name(node)
        elements = find_elements(name, self.version)
        if elements is None or "implicitRules" not in elements:
            raise _not_xml(f"'{name}' is not a supported resource type", node)
        return {"resourceType": name, **self.element(node, name)}

    def element(self, node: etree._Element, type_: str) -> Json:
        """A resource, backbone element or datatype."""
        elements = find_elements(type_, self.version)
        if elements is None:
            raise _not_xml(f"'{_local_name(node)}' has an unsupported type", node)
        result: Json = dict(_attributes(node, type_, elements))
        companions: dict[str, list[Json | None]] = {}
        for child in node:
            definition = elements.get(_local_name(child))
            if definition is None or definition.is_attribute:
                raise _not_xml(f"{type_} has no element '{_local_name(child)}' in FHIR {self.version.full}", child)
            value, companion = self.value(child, definition)
            if definition.is_list:
                result.setdefault(definition.name, []).append(value)
                companions.setdefault(definition.name, []).append(companion)
            elif definition.name in companions:
                raise _not_xml(f"{type_}.{definition.name} occurs more than once", child)
            else:
                result[definition.name] = value
                companions[definition.name] = [companion]
        _refuse_text(node)
        return _with_companions(result, companions, elements)

    def value(self, node: etree._Element, definition: ElementDefinition) -> tuple[Any, Json | None]:
        """The JSON value and, for a primitive with id or extensions, its `_name` object."""
        if definition.type == "xhtml":
            return _read_div(node), None
        if definition.is_primitive:
            return self.primitive(node, definition)
        if definition.type != "Resource":
            return self._not_empty(node, self.element(node, definition.type)), None
        if len(node) != 1:
            raise _not_xml(f"'{definition.name}' holds exactly one resource", node)
        return self.resource(node[0]), None

    def primitive(self, node: etree._Element, definition: ElementDefinition) -> tuple[Any, Json | None]:
        text = node.get("value")
        others = [name for name in node.attrib if name not in ("value", "id")]
        strangers = [child for child in node if _local_name(child) != "extension"]
        if others or strangers:
            raise _not_xml(f"the primitive '{definition.name}' holds only value, id and extension", node)
        companion: Json = {"id": node.get("id")} if node.get("id") is not None else {}
        if len(node):
            companion["extension"] = [self.element(child, "Extension") for child in node]
        _refuse_text(node)
        self._not_empty(node, companion if text is None else text)
        return None if text is None else _read_value(text, definition, node), companion or None

    def _not_empty(self, node: etree._Element, value: Any) -> Any:
        if value == {}:
            raise _not_xml(f"'{_local_name(node)}' has neither a value nor children", node)
        return value


def _attributes(
    node: etree._Element, type_: str, elements: Mapping[str, ElementDefinition]
) -> Iterator[tuple[str, str]]:
    for name, value in cast(list[tuple[str, str]], node.items()):
        if name.startswith("{"):  # xsi:schemaLocation and its like
            continue
        definition = elements.get(name)
        if definition is None or not definition.is_attribute:
            raise _not_xml(f"{type_} has no attribute '{name}'", node)
        yield name, value


def _with_companions(
    result: Json, companions: dict[str, list[Json | None]], elements: Mapping[str, ElementDefinition]
) -> Json:
    """Adds `_name` for each primitive with id or extensions, with nulls for gaps in lists."""
    for name, found in companions.items():
        if any(found):
            result[f"_{name}"] = found if elements[name].is_list else found[0]
        values = result[name] if elements[name].is_list else [result[name]]
        if all(value is None for value in values):
            del result[name]
    return result


_READERS: dict[str, Callable[[str], Any]] = {
    "boolean": "true".__eq__,
    "integer": int,
    "unsignedInt": int,
    "positiveInt": int,
    "decimal": read_decimal,
}


def _read_value(text: str, definition: ElementDefinition, node: etree._Element) -> Any:
    try:
        if is_written(text, definition.type):
            return _READERS.get(definition.type, str)(text)
    except ValueError as error:
        raise _not_xml(str(error), node) from None
    raise _not_xml(f"{definition.name} '{text[:40]}' is not a {definition.type}", node)


def _read_div(node: etree._Element) -> str:
    if node.tag != _XHTML_DIV:
        raise _not_xml("a narrative is a div in the XHTML namespace", node)
    if len(node.nsmap) > 1:  # serialize it as its own document, without namespaces that only its ancestors use
        node = deepcopy(node)
    etree.cleanup_namespaces(node)
    return etree.tostring(node, encoding="unicode", with_tail=False)


def _refuse_text(node: etree._Element) -> None:
    if any(text and text.strip() for text in (node.text, *(child.tail for child in node))):
        raise _not_xml("text stands only in the attribute 'value' and in narratives", node)


def _local_name(node: etree._Element) -> str:
    name = str(node.tag)
    if not name.startswith(_FHIR_TAG) and name != _XHTML_DIV:
        raise _not_xml(f"'{name}' is not in the namespace {_FHIR}", node)
    return name.rpartition("}")[2]


def _not_xml(reason: str, node: etree._Element | None = None) -> NotXml:
    where = "" if node is None else f" (line {node.sourceline})"
    return NotXml(Issue("error", "structure", f"This is not FHIR XML: {reason}{where}"))


class _Writer:
    """JSON of one version to XML."""

    def __init__(self, version: FhirVersion) -> None:
        self.version = version

    def fill(self, node: etree._Element, element: Any, type_: str) -> None:
        """Writes the members of a resource, backbone element or datatype below `node`."""
        elements = find_elements(type_, self.version)
        if elements is None or not isinstance(element, dict):
            raise _cannot(f"{_local_name(node)} is not a {type_}")
        for name in _in_order(element, type_, elements):
            definition = elements[name]
            if definition.is_attribute:
                _set(node, name, element.get(name) or "")
                continue
            values, companions = element.get(name), element.get(f"_{name}")
            for value, companion in _pairs(values, companions) if definition.is_list else ((values, companions),):
                self.add(node, value, companion, definition)

    def add(self, parent: etree._Element, value: Any, companion: Any, definition: ElementDefinition) -> None:
        if definition.type == "xhtml":
            parent.append(_write_div(value))
            return
        node = etree.SubElement(parent, _FHIR_TAG + definition.name)
        if definition.is_primitive:
            if companion is not None:
                self.fill(node, companion, "Coding")  # every type begins with Element's id and extension
            if value is not None:
                _set(node, "value", value)
        elif definition.type == "Resource":
            type_ = _resource_type(value, self.version)
            self.fill(etree.SubElement(node, _FHIR_TAG + type_), value, type_)
        else:
            self.fill(node, value, definition.type)


def _resource_type(resource: Any, version: FhirVersion) -> str:
    type_ = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(type_, str) or find_elements(type_, version) is None:
        raise _cannot(f"'{type_}' is not a supported resource type")
    return type_


def _in_order(element: Json, type_: str, elements: Mapping[str, ElementDefinition]) -> list[str]:
    names = {name.removeprefix("_") for name in element if name != "resourceType"}
    unknown = names - elements.keys()
    if unknown:
        raise _cannot(f"{type_} has no element '{min(unknown)}'")
    return [name for name in elements if name in names]


def _pairs(values: Any, companions: Any) -> Iterator[tuple[Any, Any]]:
    """Each value with its `_name` object; JSON pads the shorter list with nulls, or omits it."""
    values, companions = values or [], companions or []
    if not isinstance(values, list) or not isinstance(companions, list):
        raise _cannot(f"a list is expected instead of {str(values)[:40]}")
    for index in range(max(len(values), len(companions))):
        yield (
            values[index] if index < len(values) else None,
            companions[index] if index < len(companions) else None,
        )


def _set(node: etree._Element, name: str, value: Any) -> None:
    if isinstance(value, dict | list):
        raise _cannot(f"{_local_name(node)}: a primitive value is expected instead of {str(value)[:40]}")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    try:
        node.set(name, text)
    except ValueError:
        node.set(name, _NOT_XML_CHARACTERS.sub("\ufffd", text))


def _write_div(text: str) -> etree._Element:
    try:
        return _parse(str(text).encode())
    except NotXml as error:
        raise _cannot(f"the narrative is not well-formed XHTML: {error}") from None


def _cannot(reason: str) -> NotSupported:
    return NotSupported(Issue("error", "not-supported", f"The resource cannot be written as XML: {reason}"))
