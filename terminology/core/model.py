"""The data types of a code system: Coding, Value, Designation, Property, Concept, CodeSystem.

Everything is immutable and named as in FHIR R5 (https://hl7.org/fhir/R5/codesystem.html). Loaders (`seed/`) and
`fhir_resources/code_system.py` make these values; providers index them; operations read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

ContentMode = Literal["not-present", "example", "fragment", "complete", "supplement"]
PropertyType = Literal["code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"]


@dataclass(frozen=True, slots=True)
class Coding:
    """A code in a system, as written in a request or an answer. Any part may be missing."""

    system: str | None = None
    code: str | None = None
    version: str | None = None
    display: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A typed FHIR value: `type` is FHIR's type name, as in value[x] ("code", "dateTime", "Coding").

    `content` is str for string-like and date types, bool, int or Decimal for theirs, Coding for Coding.
    Any other complex type (only in extensions) is stored as its JSON text.
    """

    type: str
    content: str | bool | int | Decimal | Coding


@dataclass(frozen=True, slots=True)
class Extension:
    """A FHIR extension, passed through unchanged; simple (`value`) or complex (`extensions`)."""

    url: str
    value: Value | None = None
    extensions: tuple["Extension", ...] = ()


@dataclass(frozen=True, slots=True)
class Designation:
    """One way to express a concept: a synonym, a translation, a short description."""

    value: str
    language: str | None = None  # BCP 47; None = the code system's own language
    use: Coding | None = None  # why it exists; None = no stated use
    additional_uses: tuple[Coding, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """One stated fact about a concept. A repeating property is stated several times."""

    code: str
    value: Value


@dataclass(frozen=True, slots=True)
class Concept:
    """A code with everything its code system states about it. Two equal concepts are interchangeable."""

    code: str
    display: str | None = None
    definition: str | None = None
    designations: tuple[Designation, ...] = ()
    properties: tuple[Property, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def values(self, property_code: str) -> tuple[Value, ...]:
        """The values of a property, in order; empty if there are none."""
        return tuple([item.value for item in self.properties if item.code == property_code])


@dataclass(frozen=True, slots=True)
class PropertyDefinition:
    """A property that the code system declares (CodeSystem.property).

    `code_system` is the url of the code system that defines the values, if any: `$lookup` returns their displays there
    as the property's description.
    """

    code: str
    type: PropertyType
    uri: str | None = None
    description: str | None = None
    code_system: str | None = None


@dataclass(frozen=True, slots=True)
class FilterDefinition:
    """A filter that the code system declares (CodeSystem.filter)."""

    code: str
    operators: tuple[str, ...]
    value: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata that CodeSystem, ValueSet and ConceptMap share (R5 CanonicalResource)."""

    url: str
    version: str | None = None
    id: str | None = None
    name: str | None = None
    title: str | None = None
    status: str = "active"
    experimental: bool | None = None
    date: str | None = None
    publisher: str | None = None
    description: str | None = None
    copyright: str | None = None
    language: str | None = None
    identifiers: tuple[str, ...] = ()  # business identifiers with the system urn:ietf:rfc:3986, e.g. urn:oid:…
    other_identifiers: tuple[str, ...] = ()  # those of other systems, each as `system|value`
    standards_status: str | None = None  # structuredefinition-standards-status: deprecated, withdrawn, …
    extensions: tuple[Extension, ...] = ()

    @property
    def canonical(self) -> str:
        """`url|version`, or just the url without a version."""
        return f"{self.url}|{self.version}" if self.version else self.url


@dataclass(frozen=True, kw_only=True)  # no slots: it has cached properties
class CodeSystemHeader(Header):
    """A code system without its concepts.

    `effective_start` and `effective_end` are FHIR dateTimes: the first and last day of use.
    `aliases` are other spellings of the url, `version_aliases` of the version, that are understood on input;
    answers carry the canonical. `replaces` are retired urls: they stay unknown, and the message names this one.
    """

    content: ContentMode = "complete"
    case_sensitive: bool = True
    hierarchy_meaning: str | None = None
    compositional: bool = False
    version_needed: bool = False
    value_set: str | None = None  # the canonical of the value set with all its codes
    supplements: str | None = None  # for content = supplement: canonical of the system it adds to
    version_algorithm: str | None = None
    effective_start: str | None = None
    effective_end: str | None = None
    properties: tuple[PropertyDefinition, ...] = ()
    filters: tuple[FilterDefinition, ...] = ()
    aliases: tuple[str, ...] = ()
    version_aliases: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    has_grammar: bool = False  # a grammar defines the codes: the listed ones are only some of them

    def find_property(self, code: str) -> PropertyDefinition | None:
        return self._properties_by_code.get(code)

    def property_code(self, uri: str) -> str | None:
        """The code under which the property with this uri is declared; None if it is not declared."""
        return self._property_codes_by_uri.get(uri)

    # The first of two with the same code or uri wins. Cached, because every concept looks it up.

    @cached_property
    def _properties_by_code(self) -> Mapping[str, PropertyDefinition]:
        return {item.code: item for item in reversed(self.properties)}

    @cached_property
    def _property_codes_by_uri(self) -> Mapping[str, str]:
        return {item.uri: item.code for item in reversed(self.properties) if item.uri}


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A whole code system: its concepts in definition order (depth first where they nest).

    `parents` maps each concept that has any to the codes directly above it. Neither is in the `repr`: asyncio makes
    one of every result of `asyncio.run`, which took a good part of an import.
    """

    header: CodeSystemHeader
    concepts: tuple[Concept, ...] = field(default=(), repr=False)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
