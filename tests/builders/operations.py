"""Operations on a catalogue, in one line each."""

from dataclasses import replace
from typing import Any

from terminology.core.catalogue import Catalogue
from terminology.core.languages import NO_PREFERENCE, parse_languages
from terminology.core.model import Coding
from terminology.core.requests import (
    CodedInput,
    Context,
    ExpandRequest,
    Form,
    LookupRequest,
    ValidateCodeRequest,
    ValueSetReference,
    VersionRules,
    no_deadline,
)
from terminology.core.results import ExpandResult, LookupResult, ValidationResult
from terminology.core.value_sets import Contains, ValueSet
from terminology.operations.expand import expand
from terminology.operations.lookup import lookup
from terminology.operations.validate_code import validate_code
from tests.builders.catalogue import SYSTEM


def context_of(languages: str = "", header_languages: str = "", **fields: Any) -> Context:
    """`languages` in the form of displayLanguage; `rules` is a VersionRules; the rest are fields of Context."""
    return Context(
        languages=parse_languages(languages) if languages else NO_PREFERENCE,
        header_languages=parse_languages(header_languages) if header_languages else NO_PREFERENCE,
        supplements=fields.get("supplements", ()),
        versions=fields.get("versions", VersionRules()),
        check_deadline=fields.get("check_deadline", no_deadline),
    )


def expansion_of(
    catalogue: Catalogue, value_set: ValueSet | str, context: Context | None = None, **fields: Any
) -> ExpandResult:
    request = ExpandRequest(value_set=_reference(value_set), context=context or Context(), **fields)
    return expand(catalogue, request)


def expanded_codes(catalogue: Catalogue, value_set: ValueSet | str, **fields: Any) -> list[str | None]:
    """The codes of the expansion, flat, in its order."""
    return [entry.code for entry in flat(expansion_of(catalogue, value_set, **fields).contains)]


def flat(contains: tuple[Contains, ...]) -> list[Contains]:
    return [found for entry in contains for found in (replace(entry, contains=()), *flat(entry.contains))]


def validation_of(
    catalogue: Catalogue,
    value_set: ValueSet | str | None,
    *codings: Coding | str,
    form: Form = "Coding",
    context: Context | None = None,
    **fields: Any,
) -> ValidationResult:
    """A coding given as a text is a code of SYSTEM."""
    coded = CodedInput(form, tuple(Coding(SYSTEM, item) if isinstance(item, str) else item for item in codings))
    reference = None if value_set is None else _reference(value_set)
    return validate_code(catalogue, ValidateCodeRequest(coded, reference, context=context or Context(), **fields))


def message_ids(result: ValidationResult) -> list[str | None]:
    return [item.message_id for item in result.issues]


def looked_up(catalogue: Catalogue, code: str, context: Context | None = None, **fields: Any) -> LookupResult:
    fields = {"system": SYSTEM, **fields}
    return lookup(catalogue, LookupRequest(code=code, context=context or Context(), **fields))


def _reference(value_set: ValueSet | str) -> ValueSetReference:
    return ValueSetReference(url=value_set) if isinstance(value_set, str) else ValueSetReference(value_set=value_set)
