"""Frames: everything in a Parameters resource except its code.

    {"parameter": [{"name": "url", "valueUri": "u"}, {"name": "code", "valueCode": "A1"}]}
    frame (("url", "valueUri", "u"), ("code", "valueCode")), code A1

Requests with equal frames ask the same about different codes, so checks done for one hold for all. A resource with a
frame is shaped like FHIR, and is the same in R4 and R5.
"""

from typing import Any, NamedTuple

from fhir_resources.elements import write_coding
from terminology.core.model import Coding

Frame = tuple[tuple[Any, ...], ...]
# The elements whose values are texts, or may be (`shapes.py`), and those with other values.
TEXTS = frozenset(
    f"value{type}"
    for type in ("String", "Uri", "Url", "Canonical", "Code", "Id", "Oid", "Date", "DateTime", "Boolean", "Integer")
)
OTHERS = frozenset({("valueBoolean", bool), ("valueInteger", int)})
OF_CODE = frozenset({"code", "display"})
OF_CODING = frozenset({"system", "version", "code", "display"})


class Framed(NamedTuple):
    """`coding` has the code, with its display; of the parameter `coding` also its system and version.

    It replaces the resource in a batch, with a tenth of its memory.
    """

    frame: Frame
    coding: Coding

    def resource(self) -> dict[str, Any]:
        """The resource that was split."""
        return {"resourceType": "Parameters", "parameter": [self._parameter(*item) for item in self.frame]}

    def _parameter(self, name: str, key: str = "valueCoding", *value: Any) -> dict[str, Any]:
        if value:
            return {"name": name, key: value[0]}
        if name != "coding":
            return {"name": name, key: getattr(self.coding, name)}
        return {"name": name, key: write_coding(self.coding)}


def framed(resource: Any) -> Framed | None:
    """None if the resource is more than one code and simple values; then it must be read in full."""
    if type(resource) is Framed:
        return resource
    if type(resource) is not dict or len(resource) != 2 or resource.get("resourceType") != "Parameters":
        return None
    items = resource.get("parameter")
    if type(items) is not list:
        return None
    frame: list[tuple[Any, ...]] = []
    coding: dict[str, str] | None = None
    texts: dict[str, str] = {}
    for item in items:
        if type(item) is not dict or len(item) != 2:
            return None
        (first, name), (key, value) = item.items()
        if first != "name" or type(name) is not str or not name:
            return None
        if name == "coding":
            if key != "valueCoding" or coding is not None or not _is_plain(value):
                return None
            coding = value
            frame.append((name,))
        elif type(value) is str and key in TEXTS:
            if name not in OF_CODE:
                frame.append((name, key, value))
                continue
            if name in texts or not value:
                return None
            texts[name] = value
            frame.append((name, key))
        elif (key, type(value)) in OTHERS:
            frame.append((name, key, value))
        else:
            return None
    if (coding is None) == ("code" not in texts) or (coding is not None and texts):
        return None
    return Framed(tuple(frame), Coding(**(coding or texts)))


def _is_plain(value: Any) -> bool:
    """Whether it is a Coding of a code and other texts, none of them empty."""
    if type(value) is not dict or "code" not in value or not OF_CODING.issuperset(value):
        return False
    return not [text for text in value.values() if type(text) is not str or not text]
