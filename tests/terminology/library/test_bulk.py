import csv
import io
import json
import tracemalloc
from typing import Any

import pytest

from terminology.core.errors import UnknownValueSet
from terminology.core.model import PropertyDefinition
from terminology.core.requests import Context, ExpandRequest, ValueSetReference
from terminology.library.bulk import Bulk, code_system_lines, expansion_lines
from terminology.operations.value_sets import members
from terminology.providers.generic import in_memory
from tests.builders.catalogue import VALUE_SET, all_of, catalogue_of, code_system_of, concept_of, value_set_of

PROPERTIES = (PropertyDefinition("kind", "code"), PropertyDefinition("limit", "integer"))
LETTERS = code_system_of(
    concept_of("a", 'Say "a", twice', kind=("vowel", "first"), limit=3),
    concept_of("b", "=1+1", definition="The second"),
    "c",
    nesting={"b": "a"},
    version="1",
    properties=PROPERTIES,
)


def rows(found: Bulk) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(found.pieces).decode("utf-8-sig"))))


def objects(found: Bulk) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(found.pieces).splitlines()]


def test_csv_has_a_column_for_each_declared_property_and_no_formulas() -> None:
    assert rows(code_system_lines(in_memory(LETTERS), "csv")) == [
        ["code", "display", "definition", "parent", "kind", "limit"],
        ["a", 'Say "a", twice', "", "", "vowel|first", "3"],
        ["b", "'=1+1", "The second", "a", "", ""],
        ["c", "Display of c", "", "", "", ""],
    ]


def test_ndjson_has_a_concept_a_line_with_its_parents() -> None:
    first, second, third = objects(code_system_lines(in_memory(LETTERS), "ndjson"))
    assert first["property"][0] == {"code": "kind", "valueCode": "vowel"}
    assert (second["code"], second["display"], second["parent"]) == ("b", "=1+1", ["a"])
    assert third == {"system": LETTERS.header.url, "version": "1", "code": "c", "display": "Display of c"}


@pytest.mark.parametrize("count", [0, 1, 3, 4, 9])
def test_an_expansion_has_every_code_once_however_many_pages_it_takes(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "AT_A_TIME", 3)
    codes = [f"c{number}" for number in range(count)]
    catalogue = catalogue_of(code_system_of(*codes), value_set_of(all_of()))
    request = ExpandRequest(ValueSetReference(VALUE_SET))
    assert [item["code"] for item in objects(expansion_lines(catalogue, request, "ndjson"))] == codes
    assert [row[2] for row in rows(expansion_lines(catalogue, request, "csv"))[1:]] == codes


def test_an_expansion_has_the_requested_properties() -> None:
    catalogue = catalogue_of(LETTERS, value_set_of(all_of()))
    request = ExpandRequest(ValueSetReference(VALUE_SET), properties=("kind",))
    heads, first, *_ = rows(expansion_lines(catalogue, request, "csv"))
    assert (heads[-1], first[-1]) == ("kind", "vowel|first")


def test_an_unexpandable_value_set_is_refused_before_the_first_line() -> None:
    with pytest.raises(UnknownValueSet):
        expansion_lines(catalogue_of(LETTERS), ExpandRequest(ValueSetReference("u:none")), "csv")


@pytest.mark.parametrize("is_expansion", [False, True])
def test_memory_does_not_grow_with_the_number_of_codes(is_expansion: bool) -> None:
    def peak(count: int) -> int:
        code_system = code_system_of(*(f"c{number}" for number in range(count)))
        catalogue = catalogue_of(code_system, value_set_of(all_of()))
        request = ExpandRequest(ValueSetReference(VALUE_SET))
        provider = catalogue.get_code_system(code_system.header.url)
        expansion_lines(catalogue, request, "ndjson")  # what is made once
        tracemalloc.start()
        found = expansion_lines(catalogue, request, "ndjson") if is_expansion else code_system_lines(provider, "ndjson")
        size = sum(map(len, found.pieces))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert size > 80 * count
        return used

    less, more = peak(4000), peak(16_000)
    assert more < less * 1.3 + 200_000


def test_a_value_set_is_evaluated_once_and_within_its_deadline() -> None:
    looks: list[int] = []
    codes = [f"c{number}" for number in range(members.AT_A_TIME * 3)]
    catalogue = catalogue_of(code_system_of(*codes), value_set_of(all_of()))
    context = Context(check_deadline=lambda: looks.append(1))
    found = expansion_lines(catalogue, ExpandRequest(ValueSetReference(VALUE_SET), context=context), "csv")
    before = len(looks)
    assert before > 0
    assert len(rows(found)) == len(codes) + 1
    assert len(looks) == before
