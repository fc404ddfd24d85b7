"""ISO 3166-2 subdivisions of countries (states, provinces, regions) from pycountry (Debian's iso-codes).

A subdivision may be part of another one: a province of a region. Sources:
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
        description="The subdivisions of countries in ISO 3166-2, from this version of the package pycountry.",
        copyright="The codes of ISO 3166 are free to use; the list is that of Debian's iso-codes (LGPL 2.1).",
        language="en",
        hierarchy_meaning="part-of",
        identifiers=("urn:oid:1.0.3166.2",),
        properties=(
            PropertyDefinition("country", "code", description="The two-letter code of the country"),
            PropertyDefinition("category", "string", description="The kind of subdivision: State, Province, …"),
            PropertyDefinition("parent", "code", uri=PARENT, description="The subdivision that contains it"),
        ),
    )


def parts() -> tuple[Concept, ...]:
    import pycountry  # on first use: it reads its data when imported

    return tuple(map(_concept, pycountry.subdivisions))


def _concept(part: Any) -> Concept:
    stated = [Property("country", Value("code", part.country_code)), Property("category", Value("string", part.type))]
    if part.parent_code:
        stated.append(Property("parent", Value("code", part.parent_code)))
    return Concept(part.code, part.name, properties=tuple(stated))


SOURCE = PublicCodeSystem(
    kind="iso-3166-2", rules=SystemRules(url=URL, title=TITLE, is_hinted_elsewhere=False), header=header, read=parts
)
