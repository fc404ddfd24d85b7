"""NDC: the forms of a National Drug Code.

    on packages    10 digits, labeler-product-package as 4-4-2, 5-3-2 or 5-4-1
    on claims      11 digits, 5-4-2: the short part is padded with a zero; with or without hyphens

Source: FDA, 21 CFR 207.33, and 45 CFR 162.1002 with NCPDP's 11 digits.
"""

import re

SYSTEM = "http://hl7.org/fhir/sid/ndc"
ALIASES = ("urn:oid:2.16.840.1.113883.6.69",)
MAP_PATH = "/ConceptMap/ndc-to-hcpcs"  # of the crosswalk, below the canonical base

PARTS = ((5, 4, 2), (4, 4, 2), (5, 3, 2), (5, 4, 1))  # the lengths of labeler, product and package
WITH_HYPHENS = re.compile("([0-9]{4,5})-([0-9]{3,4})-([0-9]{1,2})")
DIGITS = re.compile("[0-9]{10,11}")


def candidate_ndcs(text: str) -> tuple[str, ...]:
    """Each NDC that a text may mean, as 5-4-2 with hyphens; empty if it is not an NDC.

    Ten digits without hyphens are ambiguous among three; only a list of drugs can decide.

    >>> candidate_ndcs("55513-880-02"), candidate_ndcs("55513088002")
    (('55513-0880-02',), ('55513-0880-02',))
    >>> candidate_ndcs("5551388002")
    ('05551-3880-02', '55513-0880-02', '55513-8800-02')
    """
    if parts := WITH_HYPHENS.fullmatch(text):
        lengths = tuple(map(len, parts.groups()))
        return (_filled(*parts.groups()),) if lengths in PARTS else ()
    if not DIGITS.fullmatch(text):
        return ()
    return tuple(
        _filled(text[:labeler], text[labeler : labeler + product], text[labeler + product :])
        for labeler, product, package in PARTS
        if labeler + product + package == len(text)
    )


def _filled(labeler: str, product: str, package: str) -> str:
    return f"{labeler:0>5}-{product:0>4}-{package:0>2}"
