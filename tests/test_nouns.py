"""Everything in a request or definition is honored or refused: the operations read each field of these classes.

`compose.lockedDate` was once read from JSON, passed along, and ignored.
"""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from terminology.core import concept_maps, requests, value_sets

ROOT = Path(__file__).parents[1]
EVALUATING = (
    "terminology/operations",
    "terminology/providers",
    "terminology/index",
    "terminology/core/catalogue.py",
    "terminology/core/requests.py",
    "terminology/core/status.py",
)
# What tells people about a resource, and changes no answer.
FOR_PEOPLE = {"name", "title", "date", "publisher", "description", "copyright", "experimental", "immutable", "comment"}
# What is written and searched, not evaluated.
FOR_FINDING = {"other_identifiers", "effective_start", "effective_end", "id"}


@cache
def names_read() -> frozenset[str]:
    """Every attribute that the evaluating code reads."""
    paths = [
        path
        for place in EVALUATING
        for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    ]
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load))


def nouns(*modules: ModuleType) -> Iterator[type]:
    for module in modules:
        for item in vars(module).values():
            if isinstance(item, type) and is_dataclass(item) and item.__module__ == module.__name__:
                yield item


@pytest.mark.parametrize("noun", list(nouns(requests, value_sets, concept_maps)), ids=lambda noun: noun.__name__)
def test_every_field_of_a_request_or_definition_is_read(noun: type) -> None:
    stated = {field.name for field in fields(noun)} - FOR_PEOPLE - FOR_FINDING
    assert stated - names_read() == set()
