"""The members of a value set that is one code system, or what filters leave of one, without listing them.

Most value sets that are paged and searched are. Their members are concepts of one code system, in its order or in that
of its search, so they are counted as concepts are, and only those of the page that is asked for are made.
"""

from collections.abc import Callable, Sequence

from terminology.core.mapped import Mapped
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import is_inactive
from terminology.core.value_sets import Include, ValueSet
from terminology.operations.compose import Evaluation, Member
from terminology.operations.filters import conditions_of, select

Condition = Callable[[CodeSystemHeader, Concept], bool]
PATH = "ValueSet.compose.include[0]"


def sole_include(value_set: ValueSet) -> Include | None:
    """The include of a value set that is one code system or what filters leave of it, None for any other."""
    compose = value_set.compose
    if compose is None or len(compose.include) != 1 or compose.exclude:
        return None
    include = compose.include[0]
    return include if include.system and not include.concepts and not include.value_sets else None


def members_of(
    evaluation: Evaluation, value_set: ValueSet, include: Include, text: str, conditions: Sequence[Condition]
) -> Sequence[Member]:
    """The members that meet the conditions, in the order of definition; with a text those that it means, best first.

    Equal to the evaluation's own members, filtered, and their `matching`. Raises UnknownCodeSystem, InvalidValueSet,
    NotSupported, TooCostly.
    """
    evaluation.enter(value_set, ())
    code_system = evaluation.get_code_system(include)
    header = code_system.header
    if value_set.compose and value_set.compose.inactive is False:
        conditions = [*conditions, lambda header, concept: not is_inactive(header, concept)]
    concepts = (
        _meant(code_system, include, text)
        if text
        else select(code_system, include.filters, PATH, evaluation.check_deadline)
    )
    if conditions:
        in_time = evaluation.in_time(concepts)
        concepts = [concept for concept in in_time if all(wants(header, concept) for wants in conditions)]
    is_whole = not include.filters
    return Mapped(concepts, lambda concept: Member(header, concept, None, code_system, is_whole_system=is_whole))


def _meant(code_system: CodeSystemProvider, include: Include, text: str) -> Sequence[Concept]:
    tests = conditions_of(code_system, include.filters, PATH)
    found = code_system.search(text)
    return [concept for concept in found if all(test(concept) for test in tests)] if tests else found
