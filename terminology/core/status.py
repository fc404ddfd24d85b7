"""What the standard properties of a code system state about a concept: whether it is inactive or abstract, its status.

Source: https://hl7.org/fhir/R5/codesystem-concept-properties.html. A code system may declare a standard property under
another code, by its uri; and many use the standard codes without declaring them.
"""

from typing import NamedTuple

from terminology.core.model import CodeSystemHeader, Concept, Header, Value

CONCEPT_PROPERTIES = "http://hl7.org/fhir/concept-properties#"
INACTIVE, STATUS = CONCEPT_PROPERTIES + "inactive", CONCEPT_PROPERTIES + "status"
NOT_SELECTABLE = CONCEPT_PROPERTIES + "notSelectable"
STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status"
INACTIVE_STATUSES = frozenset({"retired", "inactive"})


def declared_code(header: CodeSystemHeader, property_code: str) -> str:
    """The code under which this code system declares a standard property; its own code if it does not."""
    return header.property_code(CONCEPT_PROPERTIES + property_code) or property_code


def standard_values(header: CodeSystemHeader, concept: Concept, property_code: str) -> tuple[Value, ...]:
    """The values of a standard property, under whichever code this code system declares it."""
    return concept.values(declared_code(header, property_code))


def is_abstract(header: CodeSystemHeader, concept: Concept) -> bool:
    """Whether a concept only groups others and is not selectable (notSelectable)."""
    code = header.property_code(NOT_SELECTABLE) or "notSelectable"
    return bool([item for item in concept.properties if item.code == code and item.value.content is True])


class Standing(NamedTuple):
    """The stated status of a concept, None if there is none, and whether the concept is inactive."""

    status: str | None
    is_inactive: bool


UNSTATED = Standing(None, False)


def standing(header: CodeSystemHeader, concept: Concept) -> Standing:
    """`inactive` decides; without it, a concept is inactive if its status is one of INACTIVE_STATUSES."""
    if not concept.properties and not concept.extensions:  # common in large code systems
        return UNSTATED
    inactive_code, status_code = header.property_code(INACTIVE) or "inactive", header.property_code(STATUS) or "status"
    stated, inactive = None, None
    for item in [item for item in concept.properties if item.code in (inactive_code, status_code)]:  # few of many
        if item.code == inactive_code:
            inactive = inactive or item.value.content is True
        if item.code == status_code and stated is None:
            stated = str(item.value.content)
    if stated is None:
        found = (e.value for e in concept.extensions if e.url == STANDARDS_STATUS and e.value is not None)
        stated = next((str(value.content) for value in found), None)
    return Standing(stated, stated in INACTIVE_STATUSES if inactive is None else inactive)


def is_inactive(header: CodeSystemHeader, concept: Concept) -> bool:
    return standing(header, concept).is_inactive


def status(header: CodeSystemHeader, concept: Concept) -> str | None:
    """The stated status of the concept, from its property or its standards status; None if there is none."""
    return standing(header, concept).status


def status_warning(header: Header, user: Header) -> str | None:
    """Why to use content with caution: deprecated, withdrawn, experimental, draft; None if there is no reason.

    Experimental and draft content needs no warning if `user` is experimental or draft itself.
    """
    if header.standards_status in ("deprecated", "withdrawn"):
        return header.standards_status
    if header.experimental and not user.experimental:
        return "experimental"
    return "draft" if _is_draft(header) and not _is_draft(user) else None


def _is_draft(header: Header) -> bool:
    return "draft" in (header.status, header.standards_status)
