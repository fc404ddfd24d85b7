"""UCUM units of measure as a grammar: its units are listed, expressions of them are parsed."""

from seed.sources import PublicCodeSystem
from seed.ucum.essence import essence
from seed.ucum.expressions import Expression, NoUnit, parse_unit
from seed.ucum.misspellings import unit_hint
from terminology.core.model import (
    CodeSystemHeader,
    Concept,
    Designation,
    FilterDefinition,
    Property,
    PropertyDefinition,
    Value,
)
from terminology.core.system_rules import SystemRules

URL = "http://unitsofmeasure.org"
TITLE = "Unified Code for Units of Measure (UCUM)"


def header() -> CodeSystemHeader:
    return CodeSystemHeader(
        url=URL,
        version=essence().version,
        id="ucum",
        name="UCUM",
        title=TITLE,
        publisher="Regenstrief Institute",
        description="Units of measure, by UCUM's grammar over its table of prefixes and units; the units are listed.",
        copyright=(
            "This material contains content from UCUM (http://unitsofmeasure.org). UCUM is copyright of Regenstrief "
            "Institute, Inc. and the UCUM Organization, and available at no cost under the license at "
            "https://ucum.org/license."
        ),
        language="en",
        identifiers=("urn:oid:2.16.840.1.113883.6.8",),
        properties=(PropertyDefinition("canonical", "string", description="The unit expressed in base units"),),
        filters=(FilterDefinition("canonical", ("=",), "base units, such as g or m.s-1"),),
        has_grammar=True,
    )


def listed() -> tuple[Concept, ...]:
    return tuple(_concept(code, parse_unit(code)) for code in essence().units)


def find(text: str) -> Concept | None:
    try:
        return _concept(text, parse_unit(text))
    except NoUnit:
        return None


def _concept(code: str, expression: Expression) -> Concept:
    """The display is the code, as on HL7's servers; the name in English is a designation."""
    return Concept(
        code,
        code,
        designations=(Designation(expression.name, "en"),),
        properties=(Property("canonical", Value("string", expression.canonical)),),
    )


SOURCE = PublicCodeSystem(
    kind="ucum",
    rules=SystemRules(url=URL, title=TITLE, is_hinted_elsewhere=False, unknown_hint=unit_hint),
    header=header,
    read=listed,
    find=find,
)
