from terminology.pages.release_notes import release_notes
from terminology.providers.generic import GenericCodeSystem, in_memory
from tests.builders.catalogue import code_system_of, concept_of


def provider(version: str, *displays: str, content: str = "complete", **properties: str) -> GenericCodeSystem:
    concepts = (concept_of("A", display, **properties) for display in displays)
    return in_memory(code_system_of(*concepts, version=version, content=content))


def test_the_newest_release_comes_first_and_texts_are_compared_by_words() -> None:
    notes = release_notes((provider("1", "Old bed", price="1"), provider("2", "New bed", price="2")), "A")
    assert [(note.release, note.previous) for note in notes] == [("2", "1"), ("1", None)]
    text, price = notes[0].changes
    assert [(piece.text, piece.element) for piece in text.pieces] == [("Old", "del"), ("New", "ins"), (" bed", None)]
    assert (price.label, [piece.text for piece in price.pieces]) == ("Price", ["1", " ", "2"])


def test_a_release_without_a_change_is_not_listed() -> None:
    notes = release_notes((provider("1", "Bed"), provider("2", "Bed")), "A")
    assert [note.release for note in notes] == ["1"]


def test_a_complete_release_without_a_code_has_a_note_but_a_fragment_has_none() -> None:
    assert [n.release for n in release_notes((provider("1", "Bed"), provider("2")), "A")] == ["2", "1"]
    assert [n.release for n in release_notes((provider("1", "Bed"), provider("2", content="fragment")), "A")] == ["1"]


def test_a_code_in_no_release_has_no_history() -> None:
    assert release_notes((provider("1", "Bed"),), "B") == ()
