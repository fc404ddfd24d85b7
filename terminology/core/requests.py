"""Requests: one frozen dataclass per operation, read from FHIR Parameters by `fhir_resources/operations/`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from terminology.core import canonical
from terminology.core.concept_maps import ConceptMap
from terminology.core.days import Days
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.languages import NO_PREFERENCE, Languages
from terminology.core.model import Coding
from terminology.core.value_sets import ExpansionParameter, ValueSet

Form = Literal["code", "Coding", "CodeableConcept"]


def no_deadline() -> None:
    """The deadline check of a request without a deadline."""


@dataclass(frozen=True, slots=True)
class VersionRules:
    """Versions that the request prescribes, each as `url|version`.

    Source: https://hl7.org/fhir/R5/valueset-operation-expand.html (system-version, check-system-version,
    force-system-version) and default-valueset-version of HL7's terminology ecosystem.
    """

    system: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    value_set: tuple[str, ...] = ()


def prescribed(rules: tuple[str, ...], url: str) -> str | None:
    """The version that rules prescribe for a url."""
    return next((version for rule in rules for u, version in [canonical.split(rule)] if u == url and version), None)


@dataclass(frozen=True, slots=True)
class ValueSetReference:
    """The value set of a request: the resource itself, or its url with an optional version."""

    url: str | None = None
    version: str | None = None
    value_set: ValueSet | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Options that any request may carry. `check_deadline` raises TimedOut.

    `is_strict`: parameters that cannot be honored are an error instead of a notice (Prefer: handling=strict).
    """

    languages: Languages = NO_PREFERENCE  # the parameter displayLanguage
    header_languages: Languages = NO_PREFERENCE  # the header Accept-Language
    supplements: tuple[str, ...] = ()
    versions: VersionRules = VersionRules()
    days: Days | None = None  # the days that the request is about
    check_deadline: Callable[[], None] = no_deadline
    is_strict: bool = False

    def not_honored(self, issue: Issue) -> Issue:
        """The issue about a parameter that was not honored, to include in the answer. Raises BadRequest if strict."""
        if self.is_strict:
            raise BadRequest(issue.as_severity("error"))
        return issue


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """`properties` empty = all."""

    system: str
    code: str
    version: str | None = None
    properties: tuple[str, ...] = ()
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class CodedInput:
    """The codes to validate and the form of the input parameter, which determines the paths in issues."""

    form: Form
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class ValidateCodeRequest:
    """Whether one of the codings is valid in the value set or, without one, in its own code system.

    `code_system` and `code_system_version` are the code system of CodeSystem/$validate-code.
    """

    coded: CodedInput
    value_set: ValueSetReference | None = None
    code_system: str | None = None
    code_system_version: str | None = None
    must_infer_system: bool = False
    allows_abstract: bool = True
    only_active: bool = False
    only_membership: bool = False
    is_display_lenient: bool = False
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class SubsumesRequest:
    system: str
    version: str | None
    code_a: str
    code_b: str


@dataclass(frozen=True, slots=True)
class ExpandRequest:
    """`count` None = all up to the limit or, with an `offset`, a page of that size.

    `designations` empty = all, if designations are included at all.

    `supplied` are the parameters of the request that the expansion echoes.
    """

    value_set: ValueSetReference
    filter: str | None = None
    offset: int | None = None
    count: int | None = None
    includes_designations: bool = False
    designations: tuple[str, ...] = ()
    includes_definition: bool = False
    only_active: bool = False
    excludes_nested: bool = False
    excludes_not_for_ui: bool = False
    exclude_systems: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    supplied: tuple[ExpansionParameter, ...] = ()
    limit_codes: int = 1000
    largest_count: int | None = None  # of one page, whatever `count` asks for
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class ConceptMapReference:
    """The concept map of a request: the resource itself, or its url with an optional version."""

    url: str | None = None
    version: str | None = None
    concept_map: ConceptMap | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """The possible values of an additional attribute: codes, or the text of other simple values."""

    attribute: str
    values: tuple[Coding | str, ...]


@dataclass(frozen=True, slots=True)
class TranslateRequest:
    """`codings` are the sources of the requested mappings or, if `is_reverse`, their targets.

    Systems and scopes (canonicals of value sets) refer to the concept map's own direction, whichever way it is read.
    `concept_map` None = every map that fits. `limit_codes` bounds the codes of a value set that is mapped as a whole.
    """

    codings: tuple[Coding, ...]
    is_reverse: bool = False
    concept_map: ConceptMapReference | None = None
    source_system: str | None = None
    source_scope: str | None = None
    target_system: str | None = None
    target_scope: str | None = None
    dependencies: tuple[Dependency, ...] = ()
    limit_codes: int = 1000
    context: Context = Context()
