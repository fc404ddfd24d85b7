"""The codes of a value set that end, or have ended, by what their code systems state now.

A code that the value set lists, and one that a rule of it selects, count alike.
"""

from collections.abc import Callable, Iterator

from terminology.core.catalogue import Catalogue
from terminology.core.code_sets import members_in, page_of
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.requests import Context, ValueSetReference
from terminology.core.status import is_inactive, standard_values
from terminology.core.subscriptions import EndedCode
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.definition import get_value_set
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation

MOST_MEMBERS = 100_000
ENDS = ("retirementDate", "terminationDate")


def ended_codes(
    catalogue: Catalogue, value_set: str, today: str, check_deadline: Callable[[], None]
) -> tuple[EndedCode, ...]:
    """In the order of the value set. `today` is a FHIR date. Raises what `$expand` raises."""
    context = Context(check_deadline=check_deadline)
    found = get_value_set(catalogue, ValueSetReference(value_set), context.versions)
    evaluation = Evaluation(catalogue, context, found)
    sets = Evaluator(evaluation, AllCodes(evaluation)).evaluate(found)
    if members_in(sets) > MOST_MEMBERS:
        text = f"The value set {value_set} has more than {MOST_MEMBERS:,} codes: too many to track"
        raise TooCostly(Issue("error", "too-costly", text))
    codes = ((item.header, item.concept(ordinal)) for item, ordinal, _ in page_of(sets, 0, None))
    return tuple(ended for header, concept in codes for ended in _ended(header, concept, today))


def _ended(header: CodeSystemHeader, concept: Concept, today: str) -> Iterator[EndedCode]:
    end = next((day for name in ENDS for day in _days(header, concept, name)), None)
    if end is None and not is_inactive(header, concept):
        return
    yield EndedCode(header.url, concept.code, concept.display, end, end is None or end < today)


def _days(header: CodeSystemHeader, concept: Concept, name: str) -> Iterator[str]:
    for value in (*standard_values(header, concept, name), *concept.values(name)):
        yield str(value.content)[:10]
