"""UCUM's table of prefixes and units: ucum-essence.xml, unchanged, from the package ucumvert.

Source: https://ucum.org/ucum; its license requires the notice in the header of the code system.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files
from xml.etree import ElementTree

TABLE = "ucum-essence.xml"
NAMESPACE = "{http://unitsofmeasure.org/ucum-essence}"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `base` is the expression that defines it; for a base unit, its own code."""

    code: str
    name: str
    is_metric: bool
    base: str
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Essence:
    version: str
    prefixes: Mapping[str, str]  # names by code
    units: Mapping[str, Unit]


@cache
def essence() -> Essence:
    """Read on first use. The package itself, which computes with units, is not imported."""
    table = next(path for path in files("ucumvert") or () if path.name == TABLE)
    root = ElementTree.fromstring(table.read_binary())  # noqa: S314  a file of an installed package
    units = [_base(item) for item in root.iter(f"{NAMESPACE}base-unit")]
    units += [_unit(item) for item in root.iter(f"{NAMESPACE}unit")]
    prefixes = {item.attrib["Code"]: _name(item) for item in root.iter(f"{NAMESPACE}prefix")}
    return Essence(root.attrib["version"], prefixes, {unit.code: unit for unit in units})


def _base(item: ElementTree.Element) -> Unit:
    code = item.attrib["Code"]
    return Unit(code, _name(item), is_metric=True, base=code, is_base=True)


def _unit(item: ElementTree.Element) -> Unit:
    value = item.find(f"{NAMESPACE}value")
    function = value.find(f"{NAMESPACE}function") if value is not None else None
    defined = function if function is not None else value
    base = defined.attrib.get("Unit", "1") if defined is not None else "1"
    return Unit(item.attrib["Code"], _name(item), item.attrib.get("isMetric") == "yes", base)


def _name(item: ElementTree.Element) -> str:
    found = item.find(f"{NAMESPACE}name")
    return (found.text or "").strip() if found is not None else ""
