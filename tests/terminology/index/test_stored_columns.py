import io

import pytest

from terminology.core.bitset import numbers_in
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.sections import BrokenSections, Sections
from terminology.index.stored_columns import StoredColumns
from tests.contracts.columns import ColumnsContract


def file_of(code_system: CodeSystem) -> bytes:
    out = io.BytesIO()
    writer = ColumnsWriter(out.write, code_system.header)
    distinct = {concept.code: concept for concept in reversed(code_system.concepts)}
    order = dict.fromkeys(concept.code for concept in code_system.concepts)
    numbered = [(ordinal, distinct[code]) for ordinal, code in enumerate(order)]
    for ordinal, concept in numbered[::2] + numbered[1::2]:  # they may come in any order
        writer.add(ordinal, concept)
    writer.finish(code_system.parents, {"of": "a test"})
    return out.getvalue()


class TestStoredColumns(ColumnsContract):
    def make(self, code_system: CodeSystem) -> StoredColumns:
        return StoredColumns(Sections(file_of(code_system)))


def family() -> CodeSystem:
    concepts = tuple(Concept(f"c{number}", f"Walker {number}") for number in range(200))
    return CodeSystem(CodeSystemHeader("http://example.org/family"), concepts, {"c1": ("c0",)})


def test_facts_round_trip() -> None:
    assert Sections(file_of(family())).facts == {"of": "a test", "count": 200}


def cuts() -> list[bytes]:
    complete = file_of(family())
    return [complete[:size] for size in (0, 1, 23, 24, 100, len(complete) // 2, len(complete) - 1)]


@pytest.mark.parametrize("cut", cuts(), ids=len)
def test_a_file_that_is_cut_is_seen_when_it_is_opened(cut: bytes) -> None:
    with pytest.raises(BrokenSections):
        Sections(cut)


def test_a_byte_that_changed_is_seen_when_all_is_read() -> None:
    complete = bytearray(file_of(family()))
    Sections(bytes(complete)).verify()
    complete[len(complete) // 3] ^= 1
    with pytest.raises(BrokenSections, match="damaged"):
        Sections(bytes(complete)).verify()


def test_regular_expressions_go_through_values_in_their_order() -> None:
    column = StoredColumns(Sections(file_of(family()))).property_column("display")
    assert column
    found = column.any_of(value for value in column.values() if value.endswith("7"))
    assert list(numbers_in(found)) == list(range(7, 200, 10))
