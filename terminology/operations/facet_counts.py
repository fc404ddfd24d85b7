"""Facet counts: how many members of a value set match each of several filters."""

from collections.abc import Sequence

from terminology.core.bitset import bits_of
from terminology.core.catalogue import Catalogue
from terminology.core.code_sets import CodeSet
from terminology.core.requests import ExpandRequest
from terminology.core.value_sets import Filter
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.definition import get_value_set
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.search import search


def facet_counts(catalogue: Catalogue, request: ExpandRequest, facets: Sequence[Filter]) -> tuple[int, ...]:
    """One number per facet, counted over all members that the request selects, regardless of paging.

    Raises what $expand raises for the same request.
    """
    value_set = get_value_set(catalogue, request.value_set, request.context.versions)
    evaluation = Evaluation(catalogue, request.context, value_set)
    evaluator = Evaluator(evaluation, AllCodes(evaluation))
    sets = evaluator.evaluate(value_set)
    if request.only_active:
        sets = evaluator.active(sets)
    text = (request.filter or "").strip()
    found = [(item, _hits(evaluation, item, text) if text else item.ordinals) for item in sets]
    return tuple(sum(_count(evaluation, item, ordinals, facet) for item, ordinals in found) for facet in facets)


def _hits(evaluation: Evaluation, item: CodeSet, text: str) -> int:
    members = search((item,), text, evaluation.names_of)
    return bits_of((member.ordinal for member in members), item.code_system.count)


def _count(evaluation: Evaluation, item: CodeSet, ordinals: int, facet: Filter) -> int:
    return (ordinals & item.code_system.select(facet, "facet", evaluation.check_deadline)).bit_count()
