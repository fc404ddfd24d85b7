"""The size limits of the readers in this package, in one place.

They are far above real resources, and low enough that reading time grows linearly with size.
`terminology/core/languages.py` has those of language lists, `terminology/http/` those of bodies and addresses.
"""

from dataclasses import dataclass

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue


@dataclass(frozen=True, slots=True)
class Limits:
    """The maximum of each; a request above it is refused with the name of the limit."""

    depth: int = 64  # objects and arrays, or elements, inside each other; real code systems need about 20
    attributes: int = 64  # of one XML element, namespace declarations included
    namespaces_in_scope: int = 16  # with a prefix, declared by an XML element and those around it
    namespaces: int = 2_000  # declared in one XML document, but for FHIR's and XHTML's own
    namespace_length: int = 250  # characters; a narrative repeats the name of every namespace that it uses
    parameters: int = 20_000  # in one Parameters resource, those inside others included
    parts_depth: int = 16  # parameters inside each other; the deepest answer of an operation has three
    codings: int = 100  # in one CodeableConcept


LIMITS = Limits()


def refuse_codings_over(count: int, name: str, limits: Limits = LIMITS) -> None:
    """Raises BadRequest when a CodeableConcept has more codings than the limit."""
    if count > limits.codings:
        text = f"{name} has {count:,} codings, and {limits.codings:,} are the maximum"
        raise BadRequest(Issue("error", "too-costly", text, "invalid-data", expression=(f"{name}.coding",)))
