"""ISO 3166-1, the countries, as pycountry has them from Debian's iso-codes: by two letters, three letters and digits.

Sources: https://www.iso.org/iso-3166-country-codes.html, https://terminology.hl7.org/ISO3166.html: HL7 puts all three
forms into one code system. With the two letters that are left to everyone's own use, as HL7's server has them.
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
# What ISO leaves to everyone's own use: XK is written for Kosovo.
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
        description="Countries in the three forms of ISO 3166-1, as the package pycountry of this version has them.",
        copyright="The codes of ISO 3166 are free to use; the list is that of Debian's iso-codes (LGPL 2.1).",
        language="en",
        identifiers=("urn:oid:1.0.3166.1",),
        properties=(PropertyDefinition("alpha-2", "code", description="The country by its two letters"),),
    )


def countries() -> tuple[Concept, ...]:
    import pycountry  # what it reads is read when somebody needs it

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
