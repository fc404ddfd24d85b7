"""Closure: the descendants of each concept of a hierarchy that is not a tree, computed once.

The ancestors of a concept are its parents and theirs: a few dozen for the concepts of real code systems. A hierarchy
that is much deeper, or one big cycle, has no closure here: it is walked on request.
"""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from terminology.index.posting_lists import PostingLists, posting_lists

ABOVE_EACH = 64  # on average; beyond that, no closure is computed

Ordinals = Sequence[int]


def closure_of(
    count: int, parents: Mapping[int, Ordinals], children: Mapping[int, Ordinals], above_each: int = ABOVE_EACH
) -> PostingLists | None:
    """The descendants of each concept, by ordinal, excluding itself; None if they would be too many."""
    left = count * above_each
    above: dict[int, array[int]] = {}
    for ordinal, mine in _above(count, parents, children):
        left -= len(mine)
        if left < 0:
            return None
        above[ordinal] = array("I", mine)
    return _inverted(count, above)


def _above(
    count: int, parents: Mapping[int, Ordinals], children: Mapping[int, Ordinals]
) -> Iterator[tuple[int, set[int]]]:
    """The ancestors of each concept that has parents: top down, then those in and below cycles."""
    found: dict[int, set[int]] = {}
    waiting = {ordinal: len(parents.get(ordinal, ())) for ordinal in range(count)}
    ready = deque(ordinal for ordinal, number in waiting.items() if not number)
    unfinished = {ordinal: len(children.get(ordinal, ())) for ordinal in children}
    while ready:
        ordinal = ready.popleft()
        waiting.pop(ordinal)
        mine: set[int] = set()
        for parent in parents.get(ordinal, ()):
            mine.add(parent)
            mine |= found.get(parent, set())
            unfinished[parent] -= 1
            if not unfinished[parent]:  # all its children are done
                found.pop(parent, None)
        if mine:
            yield ordinal, mine
            if ordinal in children:
                found[ordinal] = mine
        for child in children.get(ordinal, ()):
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    for ordinal in waiting:
        yield ordinal, reached(ordinal, lambda item: parents.get(item, ())) - {ordinal}


def reached(start: int, steps: Callable[[int], Ordinals]) -> set[int]:
    """The ordinals reachable from `start` in one or more steps."""
    found: set[int] = set()
    pending = list(steps(start))
    while pending:
        ordinal = pending.pop()
        if ordinal not in found:
            found.add(ordinal)
            pending.extend(steps(ordinal))
    return found


def _inverted(count: int, above: Mapping[int, Iterable[int]]) -> PostingLists:
    counts = [0] * (count + 1)
    for mine in above.values():
        for ordinal in mine:
            counts[ordinal + 1] += 1
    starts = array("Q", accumulate(counts))
    free = starts.tolist()
    below = array("I", bytes(4 * starts[-1]))
    for ordinal, mine in above.items():
        for upper in mine:
            below[free[upper]] = ordinal
            free[upper] += 1
    return posting_lists((below[starts[place] : starts[place + 1]] for place in range(count)), count)
