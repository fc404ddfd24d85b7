"""The nouns of a code system: Coding, Value, Designation, Property, Concept, CodeSystem.

Everything is immutable and says what FHIR R5 says with the same words
(https://hl7.org/fhir/R5/codesystem.html). Loaders (`seed/`) and `fhir_resources/code_system.py` make
these values; providers index them; operations read them.
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
    """A code in a system, as it is written in an answer or a question. Any part may be missing."""

    system: str | None = None
    code: str | None = None
    version: str | None = None
    display: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A typed FHIR value: `type` is FHIR's type name, as in value[x] ("code", "dateTime", "Coding").

    `content` is str for string-like and date types, bool, int or Decimal for theirs, Coding for Coding.
    Any other complex type (it occurs in extensions only) keeps its JSON text.
    """

    type: str
    content: str | bool | int | Decimal | Coding


@dataclass(frozen=True, slots=True)
class Extension:
    """A FHIR extension that is carried along and echoed; simple (`value`) or complex (`extensions`)."""

    url: str
    value: Value | None = None
    extensions: tuple["Extension", ...] = ()


@dataclass(frozen=True, slots=True)
class Designation:
    """One way to say a concept: a synonym, a translation, a short description."""

    value: str
    language: str | None = None  # BCP 47; None = the code system's own language
    use: Coding | None = None  # why it exists; None = no stated use
    additional_uses: tuple[Coding, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """One stated fact about a concept. A property that repeats is stated several times."""

    code: str
    value: Value


@dataclass(frozen=True, slots=True)
class Concept:
    """A code with everything its code system says about it. Two equal concepts are interchangeable."""

    code: str
    display: str | None = None
    definition: str | None = None
    designations: tuple[Designation, ...] = ()
    properties: tuple[Property, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def values(self, property_code: str) -> tuple[Value, ...]:
        """The values stated for a property, in the order of statement; empty if none is."""
        return tuple([item.value for item in self.properties if item.code == property_code])


@dataclass(frozen=True, slots=True)
class PropertyDefinition:
    """A property that the code system declares (CodeSystem.property).

    `code_system` is the url of the code system that gives each value its meaning, when there is one:
    `$lookup` answers that meaning as the property's description.
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
    """What CodeSystem, ValueSet and ConceptMap all say about themselves (R5 CanonicalResource)."""

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
        """`url|version`, or the url alone when there is no version."""
        return f"{self.url}|{self.version}" if self.version else self.url


@dataclass(frozen=True, kw_only=True)  # no slots: what follows from the properties is kept beside them
class CodeSystemHeader(Header):
    """A code system without its concepts.

    `effective_start` and `effective_end` are FHIR dateTimes: the first and the last day on which it is to be used.
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
    has_grammar: bool = False  # codes are made by a grammar: those that are listed are a part of them

    def find_property(self, code: str) -> PropertyDefinition | None:
        return self._properties_by_code.get(code)

    def property_code(self, uri: str) -> str | None:
        """The code under which the property with this uri is declared, None if it is not."""
        return self._property_codes_by_uri.get(uri)

    # Of two with the same code or uri the first counts. Reckoned once: it is asked about every concept.

    @cached_property
    def _properties_by_code(self) -> Mapping[str, PropertyDefinition]:
        return {item.code: item for item in reversed(self.properties)}

    @cached_property
    def _property_codes_by_uri(self) -> Mapping[str, str]:
        return {item.uri: item.code for item in reversed(self.properties) if item.uri}


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system whole: its concepts in the order of definition (depth first where they nest).

    `parents` has, for each concept that has any, the codes directly above it. Neither is in its `repr`: asyncio makes
    one of every result of `asyncio.run`, which took a good part of an import.
    """

    header: CodeSystemHeader
    concepts: tuple[Concept, ...] = field(default=(), repr=False)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
