"""A code system as a tree: the path to one of its codes, and that code's children."""

from dataclasses import dataclass

from terminology.core.bitset import numbers_in
from terminology.core.errors import TerminologyError, TimedOut, UnknownCode
from terminology.core.issues import Issue
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import Filter
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.context import PageRequest
from terminology.pages.links import code_path

DEEPEST = 20  # levels shown; cuts off deeper paths, and cycles
LIST_SIZE = 100
NO_PARENT = Filter("parent", "exists", "false")


@dataclass(frozen=True, slots=True)
class Branch:
    """A code in the tree. `query` opens it; None for a leaf. `below` counts its descendants."""

    code: str
    display: str
    href: str | None
    depth: int
    query: str | None
    below: int
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class CodeTree:
    """`path` leads from the root to the open code, `branches` are a page of its children."""

    path: tuple[Branch, ...]
    branches: tuple[Branch, ...]
    pager: Pager


def code_tree(request: PageRequest, provider: CodeSystemProvider) -> CodeTree | None:
    """The tree opened at the query parameter `below`; None for a flat code system. Raises UnknownCode."""
    open_code = request.query.text("below")
    if open_code and provider.locate(open_code) is None:
        raise UnknownCode(Issue("error", "not-found", f"{open_code} is not in it", expression=("below",)))
    codes = provider.children(open_code) if open_code else _top(request, provider)
    if codes is None:
        return None
    path = path_to(provider, open_code) if open_code else ()
    pager = pager_of(request.query, len(codes), LIST_SIZE)
    shown = codes[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE]
    return CodeTree(
        tuple(_branch(request, provider, code, depth, is_open=True) for depth, code in enumerate(path)),
        tuple(_branch(request, provider, code, len(path)) for code in shown),
        pager,
    )


def path_to(provider: CodeSystemProvider, code: str) -> tuple[str, ...]:
    """The codes from the root down to this one, following each code's first parent."""
    path = [code]
    while len(path) < DEEPEST and (above := provider.parents(path[-1])) and above[0] not in path:
        path.append(above[0])
    return tuple(reversed(path))


def _top(request: PageRequest, provider: CodeSystemProvider) -> tuple[str, ...] | None:
    """The codes without a parent; None if that is all of them or none."""
    try:
        top = provider.select(NO_PARENT, "below", request.check_deadline)
    except TimedOut:
        raise
    except TerminologyError:
        return None
    if top.bit_count() in (0, provider.count):
        return None
    return tuple(provider.concept(ordinal).code for ordinal in numbers_in(top))


def _branch(request: PageRequest, provider: CodeSystemProvider, code: str, depth: int, is_open: bool = False) -> Branch:
    header, concept = provider.header, provider.locate(code)
    below = provider.select(Filter("concept", "descendent-of", code), "below", request.check_deadline).bit_count()
    return Branch(
        code=code,
        display=(concept.display if concept else None) or "",
        href=code_path(request.resources, header.url, code, header.version),
        depth=min(depth, DEEPEST),
        query=request.query.changed(below=code) if below else None,
        below=below,
        is_open=is_open,
    )
