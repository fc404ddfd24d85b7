"""ISO 3166-2, the parts of countries (states, provinces, regions), as pycountry has them from Debian's iso-codes.

A part may lie in another part of its country: a province in its region. Sources:
https://www.iso.org/iso-3166-country-codes.html, https://terminology.hl7.org/NamingSystem-ISO3166Part2.html.
"""

from importlib.metadata import version
from typing import Any

from seed.sources import PublicCodeSystem
from terminology.core.model import CodeSystemHeader, Concept, Property, PropertyDefinition, Value
from terminology.core.system_rules import SystemRules

URL = "urn:iso:std:iso:3166:-2"
TITLE = "ISO 3166-2 parts of countries"
PARENT = "http://hl7.org/fhir/concept-properties#parent"


def header() -> CodeSystemHeader:
    return CodeSystemHeader(
        url=URL,
        version=version("pycountry"),
        id="iso-3166-2",
        name="ISO3166Part2",
        title=TITLE,
        publisher="ISO",
        description="The parts of countries of ISO 3166-2, as the package pycountry of this version has them.",
        copyright="The codes of ISO 3166 are free to use; the list is that of Debian's iso-codes (LGPL 2.1).",
        language="en",
        hierarchy_meaning="part-of",
        identifiers=("urn:oid:1.0.3166.2",),
        properties=(
            PropertyDefinition("country", "code", description="The country by its two letters"),
            PropertyDefinition("category", "string", description="What the part is called: State, Province, …"),
            PropertyDefinition("parent", "code", uri=PARENT, description="The part in which it lies"),
        ),
    )


def parts() -> tuple[Concept, ...]:
    import pycountry  # what it reads is read when somebody needs it

    return tuple(map(_concept, pycountry.subdivisions))


def _concept(part: Any) -> Concept:
    stated = [Property("country", Value("code", part.country_code)), Property("category", Value("string", part.type))]
    if part.parent_code:
        stated.append(Property("parent", Value("code", part.parent_code)))
    return Concept(part.code, part.name, properties=tuple(stated))


SOURCE = PublicCodeSystem(
    kind="iso-3166-2", rules=SystemRules(url=URL, title=TITLE, is_hinted_elsewhere=False), header=header, read=parts
)
