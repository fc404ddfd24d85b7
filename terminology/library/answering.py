"""Answering: one operation on one snapshot, from its Parameters to the R5 JSON of its answer.

Every door uses it: HTTP, batch entries and the command line.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import (
    CACHE_CONTROL,
    CODE_SYSTEM_VALIDATE_CODE,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.operations import (
    code_system_validate_code,
    context,
    validation_result,
    value_set_validate_code,
)
from fhir_resources.operations import (
    diff as diff_format,
)
from fhir_resources.operations import (
    expand as expand_format,
)
from fhir_resources.operations import (
    lookup as lookup_format,
)
from fhir_resources.operations import (
    subsumes as subsumes_format,
)
from fhir_resources.operations import (
    translate as translate_format,
)
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TimedOut
from terminology.core.issues import Issue
from terminology.core.requests import Context, LookupRequest, ValidateCodeRequest
from terminology.library.batches import validate_each
from terminology.library.caches import Caches, carried, control, unknown_cache
from terminology.library.overlay import overlaid
from terminology.library.received import with_values
from terminology.library.snapshots import Snapshot
from terminology.operations.diff import diff
from terminology.operations.expand import expand
from terminology.operations.lookup import lookup
from terminology.operations.subsumes import subsumes
from terminology.operations.translate import translate
from terminology.operations.validate_code import validate_code

LIMIT_CODES = 1000
DEADLINE_S = 30.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What the door adds to a question: the version of its endpoint, the time (with its zone), where UUIDs come from,
    how long answers may be."""

    version: FhirVersion
    now: datetime
    new_id: Callable[[], str]
    limit_codes: int


def answer(
    snapshot: Snapshot,
    version: FhirVersion,
    parameters: Parameters,
    *,
    now: datetime,
    new_id: Callable[[], str],
    accept_language: str | None = None,
    deadline_s: float = DEADLINE_S,
    limit_codes: int = LIMIT_CODES,
    caches: Caches | None = None,
    cache_id: str | None = None,
) -> Json:
    """The answer: Parameters, or the resource that is the operation's only result. Raises TerminologyError.

    `now` has a zone; `new_id` gives UUIDs; `cache_id` is the header X-Cache-Id, `caches` None: none are offered here.
    """
    if parameters.definition is CACHE_CONTROL:
        return control(caches, version, parameters, cache_id, new_id)
    asked = context.read(parameters, accept_language, deadline(deadline_s))
    catalogue = overlaid(_with_cache(snapshot.catalogue, version, parameters, caches, cache_id), parameters)
    return ANSWERS[parameters.definition.id](catalogue, parameters, asked, Terms(version, now, new_id, limit_codes))


def about_codes(
    snapshot: Snapshot,
    version: FhirVersion,
    parameters: Parameters,
    *,
    accept_language: str | None = None,
    deadline_s: float = DEADLINE_S,
) -> Callable[[str], Json]:
    """Answers the same question about whichever code, for operations in ABOUT_CODES; what is shared is read once.

    Raises TerminologyError, and so does what is answered, as `answer` would.
    """
    read, tell = ABOUT_CODES[parameters.definition.id]
    request = read(parameters, context.read(parameters, accept_language))
    catalogue = overlaid(snapshot.catalogue, parameters)
    return lambda code: tell(catalogue, request.about(code, deadline(deadline_s)), parameters, version)


def _with_cache(
    catalogue: Catalogue, version: FhirVersion, parameters: Parameters, caches: Caches | None, cache_id: str | None
) -> Catalogue:
    """The catalogue with what the client sent before. Raises UnknownResource for a cache that is not there."""
    if cache_id is None:
        return catalogue
    if caches is None:
        raise unknown_cache(cache_id)
    return with_values(catalogue, caches.use(cache_id, version, carried(parameters)))


def deadline(seconds: float, clock: Callable[[], float] = time.monotonic) -> Callable[[], None]:
    """A check that raises TimedOut once the seconds are over."""
    end = clock() + seconds

    def check() -> None:
        if clock() > end:
            raise TimedOut(Issue("error", "timeout", f"The answer was not found within {seconds:g} seconds"))

    return check


def _about_code(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    read, tell = ABOUT_CODES[parameters.definition.id]
    return tell(catalogue, read(parameters, asked), parameters, terms.version)


def _lookup(catalogue: Catalogue, request: LookupRequest, _parameters: Parameters, version: FhirVersion) -> Json:
    return lookup_format.write(lookup(catalogue, request), version)


def _validate(
    catalogue: Catalogue, request: ValidateCodeRequest, parameters: Parameters, _version: FhirVersion
) -> Json:
    return validation_result.write(validate_code(catalogue, request), parameters)


def _diff(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    return diff_format.write(diff(catalogue, diff_format.read(parameters)))


def _subsumes(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    return subsumes_format.write(subsumes(catalogue, subsumes_format.read(parameters, asked)))


def _expand(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    result = expand(catalogue, expand_format.read(parameters, asked, terms.limit_codes))
    return expand_format.write(result, expand_format.identifier_of(terms.new_id()), terms.now)


def _translate(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    result = translate(catalogue, translate_format.read(parameters, asked, terms.limit_codes))
    return translate_format.write(result, parameters, terms.version)


def _batch_validate(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    definition = BATCHED[parameters.definition.id]

    def validate(catalogue: Catalogue, entry: Parameters, asked: Context) -> Json:
        return ANSWERS[definition.id](catalogue, entry, asked, terms)

    return validate_each(catalogue, parameters, asked, definition, validate)


BATCHED: Mapping[str, OperationDefinition] = {
    "CodeSystem-batch-validate-code": CODE_SYSTEM_VALIDATE_CODE,
    "ValueSet-batch-validate-code": VALUE_SET_VALIDATE_CODE,
}
# How a question about one code is read, and how it is answered.
ABOUT_CODES: Mapping[str, tuple[Callable[[Parameters, Context], Any], Callable[..., Json]]] = {
    "CodeSystem-lookup": (lookup_format.read, _lookup),
    "CodeSystem-validate-code": (code_system_validate_code.read, _validate),
    "ValueSet-validate-code": (value_set_validate_code.read, _validate),
}
ANSWERS: Mapping[str, Callable[[Catalogue, Parameters, Context, Terms], Json]] = {
    **dict.fromkeys(ABOUT_CODES, _about_code),
    "CodeSystem-subsumes": _subsumes,
    "CodeSystem-diff": _diff,
    "ValueSet-expand": _expand,
    "CodeSystem-batch-validate-code": _batch_validate,
    "ValueSet-batch-validate-code": _batch_validate,
    "ConceptMap-translate": _translate,
}
