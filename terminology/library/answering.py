"""Runs one operation on one snapshot, from its Parameters to its result as R5 JSON.

Used by HTTP, batch entries and the command line. Rarely used operations are imported on first use, to keep startup
fast.
"""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from fhir_resources import json_format
from fhir_resources.elements import Json
from fhir_resources.operation_definitions import (
    CACHE_CONTROL,
    CODE_SYSTEM_VALIDATE_CODE,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.operations import (
    batch_validate_code,
    code_system_validate_code,
    context,
    validation_result,
    value_set_validate_code,
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
from fhir_resources.operations.contradictions import refuse_contradictions
from fhir_resources.operations.notices import notices, with_notices
from fhir_resources.operations.validation_result import echoed_concept
from fhir_resources.parameters import Parameters
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget, Limits
from terminology.core.catalogue import Catalogue
from terminology.core.requests import Context, no_deadline
from terminology.library.batches import validate_each
from terminology.library.caches import ClientResourceCaches, carried, control, unknown_cache
from terminology.library.content_stamps import ContentStamp
from terminology.library.dependencies import Dependencies
from terminology.library.overlay import overlaid
from terminology.library.received import Value, with_values
from terminology.library.shared_questions import Question, question_about_codes
from terminology.library.snapshots import Snapshot
from terminology.operations.expand import expand
from terminology.operations.lookup import lookup
from terminology.operations.subsumes import subsumes
from terminology.operations.validate_code import validate_code

PAGING = frozenset({"count", "offset"})


def unchanged(answer: Json) -> Json:
    return answer


@dataclass(frozen=True, slots=True)
class Terms:
    """The caller's context for an operation: the FHIR version of its endpoint, the key of the content that the answer
    depends on (for expansion ids), the limits, the date, and a hook for each answer of a batch.
    """

    version: FhirVersion
    stamp: Callable[[], ContentStamp]
    expansion_id: Callable[[str], str]
    limits: Limits
    today: date
    finish: Callable[[Json], Any]


def answer(
    snapshot: Snapshot,
    version: FhirVersion,
    parameters: Parameters,
    *,
    now: datetime,
    new_id: Callable[[], str],
    stamp: Callable[[], ContentStamp] | None = None,
    accept_language: str | None = None,
    budget: Budget | None = None,
    dependencies: Dependencies | None = None,
    caches: ClientResourceCaches | None = None,
    cache_id: str | None = None,
    client: str = "",
    today: date | None = None,
    is_strict: bool = False,
    finish: Callable[[Json], Any] = unchanged,
) -> Json:
    """Returns Parameters, or the resource that is the operation's only result. Raises TerminologyError.

    `now` has a time zone; `new_id` returns UUIDs. `dependencies` records what the answer was made from, and `stamp`
    then returns their key and time; without it the time is `now`. `cache_id` is the header X-Cache-Id, `caches` None if
    this server offers none; `client` is the one that starts a cache. `today` is the default date, that of `now` if
    None. `is_strict` refuses what cannot be honored. `finish` replaces each answer of a batch as soon as it is ready.
    """
    if parameters.definition is CACHE_CONTROL:
        return control(caches, version, parameters, cache_id, new_id, client)
    asked = context.read(parameters, accept_language, budget.check if budget else no_deadline, is_strict)
    values = _cached_values(version, parameters, caches, cache_id)
    catalogue, issues = overlaid(with_values(snapshot.catalogue, values), parameters)
    carried_over = (cache_id, len(values)) if cache_id else None
    identify = partial(expansion_id, version, parameters, accept_language, carried_over)
    refuse_contradictions(parameters, catalogue.canonical_system)
    limits = budget.limits if budget else Limits()
    terms = Terms(version, stamp or partial(ContentStamp, "", now), identify, limits, today or now.date(), finish)
    if dependencies is not None:
        catalogue = dependencies.noting(catalogue)
    return with_notices(_answer(catalogue, parameters, asked, terms), parameters, issues)


def shared_question(
    snapshot: Snapshot,
    version: FhirVersion,
    parameters: Parameters,
    *,
    accept_language: str | None = None,
    budget: Budget | None = None,
    dependencies: Dependencies | None = None,
    is_strict: bool = False,
) -> Question | None:
    """A function that answers this request for other codes, as `answer` would; None if each needs a full run.

    Raises the errors that do not depend on the code.
    """
    asked = context.read(parameters, accept_language, budget.check if budget else no_deadline, is_strict)
    catalogue, issues = overlaid(snapshot.catalogue, parameters)
    if dependencies is not None:
        catalogue = dependencies.noting(catalogue)
    return None if issues else question_about_codes(catalogue, parameters, asked, version)


def _answer(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    ignored = notices(parameters, asked)
    answered = ANSWERS[parameters.definition.id](catalogue, parameters, asked, terms)
    return with_notices(answered, parameters, ignored)


def _cached_values(
    version: FhirVersion, parameters: Parameters, caches: ClientResourceCaches | None, cache_id: str | None
) -> tuple[Value, ...]:
    """The resources that the client sent earlier. Raises UnknownResource when the cache does not exist."""
    if cache_id is None:
        return ()
    if caches is None:
        raise unknown_cache(cache_id)
    return caches.use(cache_id, version, carried(parameters))


def expansion_id(
    version: FhirVersion,
    parameters: Parameters,
    accept_language: str | None,
    carried_over: tuple[str, int] | None,
    content_key: str,
) -> str:
    """A UUID, the same for the same request on the same content, whichever page of the expansion it asks for.

    `carried_over` is the request's cache id and the number of resources in the cache.
    """
    asked = [[item.name, item.value] for item in parameters.items if item.name not in PAGING]
    text = json_format.dumps([content_key, version.value, accept_language, carried_over, asked])
    return str(uuid.UUID(bytes=hashlib.blake2b(text, digest_size=16).digest(), version=5))


def _lookup(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    return lookup_format.write(lookup(catalogue, lookup_format.read(parameters, asked)), terms.version)


def _validate_in_code_system(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    request = code_system_validate_code.read(parameters, asked)
    return validation_result.write(validate_code(catalogue, request), echoed_concept(parameters))


def _validate_in_value_set(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    request = value_set_validate_code.read(parameters, asked)
    return validation_result.write(validate_code(catalogue, request), echoed_concept(parameters))


def _diff(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    from fhir_resources.operations import diff as diff_format  # rarely used
    from terminology.operations.diff import diff

    return diff_format.write(diff(catalogue, diff_format.read(parameters)))


def _check_lines(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    from fhir_resources.operations import check_lines as check_lines_format  # rarely used
    from terminology.library.line_checking import line_checker

    checker = line_checker(catalogue, terms.today)
    checked = []
    for named in check_lines_format.read(parameters):
        asked.check_deadline()
        checked.append((named, checker.check(named.line)))
    return check_lines_format.write(checked)


def _subsumes(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    return subsumes_format.write(subsumes(catalogue, subsumes_format.read(parameters, asked)))


def _expand(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    limits = terms.limits
    result = expand(catalogue, expand_format.read(parameters, asked, limits.expansion_codes, limits.page_codes))
    content = terms.stamp()
    return expand_format.write(result, expand_format.identifier_of(terms.expansion_id(content.key)), content.time)


def _compare(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    from fhir_resources.operations import compare as compare_format  # rarely used
    from terminology.operations.compare import compare

    request = compare_format.read(parameters, asked, terms.limits.expansion_codes)
    return compare_format.write(compare(catalogue, request), is_listed=bool(request.kinds))


def _health(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    from fhir_resources.operations import health as health_format  # rarely used
    from terminology.operations.value_set_health import health

    request = health_format.read(parameters, asked)
    return health_format.write(health(catalogue, request), request)


def _translate(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    from fhir_resources.operations import translate as translate_format  # rarely used
    from terminology.operations.translate import translate

    result = translate(catalogue, translate_format.read(parameters, asked, terms.limits.expansion_codes))
    return translate_format.write(result, parameters, terms.version)


def _batch_validate(catalogue: Catalogue, parameters: Parameters, asked: Context, terms: Terms) -> Json:
    each = validate_each(catalogue, parameters, asked, BATCHED[parameters.definition.id], terms.version)
    return batch_validate_code.write(map(terms.finish, each))


BATCHED: Mapping[str, OperationDefinition] = {
    "CodeSystem-batch-validate-code": CODE_SYSTEM_VALIDATE_CODE,
    "ValueSet-batch-validate-code": VALUE_SET_VALIDATE_CODE,
}
ANSWERS: Mapping[str, Callable[[Catalogue, Parameters, Context, Terms], Json]] = {
    "CodeSystem-lookup": _lookup,
    "CodeSystem-validate-code": _validate_in_code_system,
    "ValueSet-validate-code": _validate_in_value_set,
    "CodeSystem-subsumes": _subsumes,
    "CodeSystem-diff": _diff,
    "CodeSystem-check-lines": _check_lines,
    "ValueSet-expand": _expand,
    "ValueSet-compare": _compare,
    "ValueSet-health": _health,
    "CodeSystem-batch-validate-code": _batch_validate,
    "ValueSet-batch-validate-code": _batch_validate,
    "ConceptMap-translate": _translate,
}
