from terminology.core.bitset import interval
from terminology.core.code_sets import CodeSet
from terminology.operations.value_sets.members import Members
from terminology.providers.generic import in_memory
from tests.builders.catalogue import OTHER_SYSTEM, SYSTEM, code_system_of

ONE, TWO = in_memory(code_system_of(*"abc", version="1")), in_memory(code_system_of(*"xy", url=OTHER_SYSTEM))
MEMBERS = Members((CodeSet(ONE, interval(0, 3)), CodeSet(TWO, 0b10)))


def test_members_read_as_a_sequence_does() -> None:
    assert len(MEMBERS) == 4
    assert [member.concept.code for member in MEMBERS] == ["a", "b", "c", "y"]
    assert [member.concept.code for member in MEMBERS[2:9]] == ["c", "y"]
    assert [member.concept.code for member in MEMBERS[::-2]] == ["y", "b"]
    assert MEMBERS[-1].key == (OTHER_SYSTEM, None, "y")
    assert MEMBERS[0].key == (SYSTEM, "1", "a")
