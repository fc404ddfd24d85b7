"""Scopes: what a principal may do, as SMART App Launch 2 writes it.

    system/ValueSet.cruds      create, read, update, delete, search value sets
    user/*.rs                  read and search everything
    system/ConceptMap.write    version 1: read = rs, write = cud, * = cruds

Any other scope grants nothing: letters out of order, a patient context, a finer `?parameter`.
Source: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LETTERS = "cruds"  # create, read, update, delete, search: in this order only
ANY_TYPE = "*"
_SCOPE = re.compile(r"(?:system|user)/(\*|[A-Z][A-Za-z]{0,63})\.(\*|read|write|c?r?u?d?s?)")
_VERSION_1 = {"read": "rs", "write": "cud", "*": LETTERS}
# Ontoserver's equivalents in its `authorities` claim, so that its users can keep their tokens.
AUTHORITIES = {"ROLE_FHIR_READ": "system/*.rs", "ROLE_FHIR_WRITE": "system/*.cud"}


@dataclass(frozen=True, slots=True)
class Scope:
    """`type` is a resource type or ANY_TYPE; `letters` some of LETTERS."""

    type: str
    letters: frozenset[str]


def find_scope(text: str) -> Scope | None:
    """Parses a scope; None if it grants nothing here."""
    match = _SCOPE.fullmatch(text)
    if match is None or not match[2]:
        return None
    return Scope(match[1], frozenset(_VERSION_1.get(match[2], match[2])))


def scopes_of(text: str) -> frozenset[Scope]:
    """The scopes of a space-separated `scope` claim or parameter, without those that grant nothing."""
    return frozenset(scope for item in text.split(" ") if (scope := find_scope(item)))


def grants(scopes: Iterable[Scope], type: str, letters: Iterable[str]) -> bool:
    """Whether all these letters are granted for the type. ANY_TYPE: for at least some type."""
    held = {
        letter for scope in scopes if scope.type in (type, ANY_TYPE) or type == ANY_TYPE for letter in scope.letters
    }
    return held.issuperset(letters)
