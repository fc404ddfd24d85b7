"""ISO 4217 currencies from pycountry (Debian's iso-codes).

Sources: https://www.iso.org/iso-4217-currency-codes.html, https://terminology.hl7.org/ISO4217.html.
"""

from importlib.metadata import version

from seed.sources import PublicCodeSystem
from terminology.core.model import CodeSystemHeader, Concept, Property, PropertyDefinition, Value
from terminology.core.system_rules import SystemRules

URL = "urn:iso:std:iso:4217"
TITLE = "ISO 4217 currencies"


def header() -> CodeSystemHeader:
    return CodeSystemHeader(
        url=URL,
        version=version("pycountry"),
        id="iso-4217",
        name="ISO4217",
        title=TITLE,
        publisher="ISO",
        description="Currencies by their letter codes, from this version of the package pycountry.",
        copyright="The codes of ISO 4217 are free to use; the list is that of Debian's iso-codes (LGPL 2.1).",
        language="en",
        identifiers=("urn:oid:1.0.4217",),
        properties=(PropertyDefinition("numeric", "string", description="The numeric code of the currency"),),
    )


def currencies() -> tuple[Concept, ...]:
    import pycountry  # on first use: it reads its data when imported

    return tuple(Concept(c.alpha_3, c.name, properties=_numeric(c)) for c in pycountry.currencies)


def _numeric(currency: object) -> tuple[Property, ...]:
    digits = getattr(currency, "numeric", None)
    return (Property("numeric", Value("string", digits)),) if digits else ()


SOURCE = PublicCodeSystem(
    kind="iso-4217", rules=SystemRules(url=URL, title=TITLE, is_hinted_elsewhere=False), header=header, read=currencies
)
