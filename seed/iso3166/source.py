"""ISO 3166-1 countries from pycountry (Debian's iso-codes): two-letter, three-letter and numeric codes.

Sources: https://www.iso.org/iso-3166-country-codes.html, https://terminology.hl7.org/ISO3166.html: HL7 has all three
forms in one code system. Includes the user-assigned two-letter codes, as HL7's server does.
"""

from importlib.metadata import version
from string import ascii_uppercase
from typing import Any

from seed.sources import PublicCodeSystem
from terminology.core.model import CodeSystemHeader, Concept, Property, PropertyDefinition, Value
from terminology.core.system_rules import SystemRules

URL = "urn:iso:std:iso:3166"
TITLE = "ISO 3166-1 countries"
FORMS = ("alpha_2", "alpha_3", "numeric")
# ISO's user-assigned codes; XK is used for Kosovo.
USER_ASSIGNED = (
    "AA",
    *(f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"),
    *(f"X{letter}" for letter in ascii_uppercase),
    "ZZ",
)


def header() -> CodeSystemHeader:
    return CodeSystemHeader(
        url=URL,
        version=version("pycountry"),
        id="iso-3166",
        name="ISO3166",
        title=TITLE,
        publisher="ISO",
        description="Countries in the three forms of ISO 3166-1, from this version of the package pycountry.",
        copyright="The codes of ISO 3166 are free to use; the list is that of Debian's iso-codes (LGPL 2.1).",
        language="en",
        identifiers=("urn:oid:1.0.3166.1",),
        properties=(PropertyDefinition("alpha-2", "code", description="The two-letter code of the country"),),
    )


def countries() -> tuple[Concept, ...]:
    import pycountry  # on first use: it reads its data when imported

    known = list(pycountry.countries)
    own = (Concept(code, "User-assigned") for code in USER_ASSIGNED)
    return (*(_concept(country, form) for form in FORMS for country in known), *own)


def _concept(country: Any, form: str) -> Concept:
    name = getattr(country, "common_name", None) or country.name
    return Concept(getattr(country, form), name, properties=(Property("alpha-2", Value("code", country.alpha_2)),))


SOURCE = PublicCodeSystem(
    kind="iso-3166",
    rules=SystemRules(
        url=URL, title=TITLE, is_hinted_elsewhere=False, is_user_assigned=frozenset(USER_ASSIGNED).__contains__
    ),
    header=header,
    read=countries,
)
