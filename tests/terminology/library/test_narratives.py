from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.library.narratives import merged_narratives

BASE = "https://terminology.example.org/fhir"


def generation(**texts: str) -> CodeSystem:
    concepts = tuple(Concept(code, definition=text) for code, text in texts.items())
    return CodeSystem(CodeSystemHeader("u", content="supplement"), concepts)


def test_without_narratives_there_is_no_supplement() -> None:
    assert merged_narratives([], BASE) is None


def test_later_narratives_take_the_place_of_earlier_ones_for_their_codes() -> None:
    merged = merged_narratives([generation(J2="old", J1="kept"), generation(J3="more", J2="new")], BASE)
    assert merged
    assert [(item.code, item.definition) for item in merged.concepts] == [("J1", "kept"), ("J2", "new"), ("J3", "more")]
    assert merged.header.canonical == f"{BASE}/CodeSystem/hcpcs-procedure-narratives|2"
    assert merged.header.content == "supplement"
