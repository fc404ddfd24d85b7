"""The codes of a value set that will end or have ended, according to their code systems now.

Enumerated codes and codes selected by filters are treated the same.
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

MAX_MEMBERS, MAX_ENDED = 100_000, 10_000
LONGEST_DISPLAY = 500  # characters; one notice contains all displays
CHECKED_EVERY = 1000  # codes between two deadline checks
ENDS = ("retirementDate", "terminationDate")


def ended_codes(
    catalogue: Catalogue, value_set: str, today: str, check_deadline: Callable[[], None]
) -> tuple[EndedCode, ...]:
    """In the order of the value set. `today` is a FHIR date. Raises what `$expand` raises."""
    context = Context(check_deadline=check_deadline)
    found = get_value_set(catalogue, ValueSetReference(value_set), context.versions)
    evaluation = Evaluation(catalogue, context, found)
    sets = Evaluator(evaluation, AllCodes(evaluation)).evaluate(found)
    if members_in(sets) > MAX_MEMBERS:
        text = f"The value set {value_set} has more than {MAX_MEMBERS:,} codes: too many to track"
        raise TooCostly(Issue("error", "too-costly", text))
    codes = ((item.header, item.concept(ordinal)) for item, ordinal, _ in page_of(sets, 0, None))
    ended: list[EndedCode] = []
    for number, (header, concept) in enumerate(codes):
        if number % CHECKED_EVERY == 0:
            check_deadline()
        ended.extend(_ended(header, concept, today))
        if len(ended) > MAX_ENDED:
            text = f"The value set {value_set} has more than {MAX_ENDED:,} codes that end or have ended"
            raise TooCostly(Issue("error", "too-costly", f"{text}: too many to track"))
    return tuple(ended)


def _ended(header: CodeSystemHeader, concept: Concept, today: str) -> Iterator[EndedCode]:
    end = next((day for name in ENDS for day in _days(header, concept, name)), None)
    if end is None and not is_inactive(header, concept):
        return
    display = concept.display and concept.display[:LONGEST_DISPLAY]
    yield EndedCode(header.url, concept.code, display, end, end is None or end < today)


def _days(header: CodeSystemHeader, concept: Concept, name: str) -> Iterator[str]:
    for value in (*standard_values(header, concept, name), *concept.values(name)):
        yield str(value.content)[:10]
