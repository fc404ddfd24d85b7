from seed.narrative.concepts import Attached, concept_from_narratives, merged_narratives
from seed.narrative.parser import parse
from seed.narrative.parts import is_at_least, joined, language_of, parts_of, removal_part, status_of
from seed.narrative.provenance import Provenance, Status
from seed.release import Source
from terminology.core.meanings import described_meaning
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from tests.seed.narrative.test_concepts import BASE, IMPORTED_AT

OLD, NEW = "Injection, filgrastim (g-csf), 300 mcg", "Fecal microbiota, live - jslm, 1 ml"


def item(about: str | None, language: str = "en", status: Status | None = None, text: str = "Text.") -> Attached:
    narrative = parse(f"T\nHCPCS code\nSummary\n{text}\nPurpose\n{text}")
    return Attached(narrative, Source("a.txt", text, 1), about, language, Provenance(status=status))


def concept(*items: Attached) -> Concept:
    return concept_from_narratives("J1440", items, IMPORTED_AT, BASE)


def merged(*concepts: Concept, least: str = "draft") -> list[tuple[str | None, str, str]]:
    """The narratives that remain after a sequence of imports: for each, its meaning, language and text."""
    generations = [CodeSystem(CodeSystemHeader("u"), (each,)) for each in concepts]
    found = merged_narratives(generations, BASE, least)
    assert found
    parts = [part for each in found.concepts for part in parts_of(each)]
    return [(described_meaning(part.designations), language_of(part), part.designations[0].value) for part in parts]


def test_the_narratives_of_a_code_are_split_and_joined() -> None:
    items = [item(OLD), item(NEW, status="approved"), item(OLD, "es")]
    complete = concept(*items)
    parts = parts_of(complete)
    assert [(described_meaning(each.designations), language_of(each), status_of(each)) for each in parts] == [
        *((OLD, "en", "draft"), (NEW, "en", "approved"), (OLD, "es", "draft"))
    ]
    assert joined("J1440", parts) == complete
    assert parts == tuple(concept(each) for each in items)


def test_one_is_replaced_and_those_of_other_meanings_and_languages_stay() -> None:
    first = concept(item(OLD), item(NEW), item(OLD, "es"))
    again = concept(item("Filgrastim (g-csf)", text="Again."))
    assert merged(first, again) == [
        *((NEW, "en", "Text."), (OLD, "es", "Text."), ("Filgrastim (g-csf)", "en", "Again."))
    ]


def test_one_that_was_imported_before_meanings_were_known_is_replaced() -> None:
    assert merged(concept(item(None)), concept(item(NEW, text="Again."))) == [(NEW, "en", "Again.")]


def test_removed_resources_are_left_out_and_may_return() -> None:
    both = concept(item(OLD), item(OLD, "es"))
    assert merged(both, removal_part("J1440", "es")) == [(OLD, "en", "Text.")]
    assert merged(both, removal_part("J1440")) == []
    assert merged(both, removal_part("J1440"), concept(item(OLD, text="Back."))) == [(OLD, "en", "Back.")]


def test_those_of_less_than_the_least_status_are_as_if_they_were_not_there() -> None:
    approved, draft = concept(item(OLD, status="approved")), concept(item(OLD, text="Draft."))
    assert merged(approved, draft) == [(OLD, "en", "Draft.")]
    assert merged(approved, draft, least="reviewed") == [(OLD, "en", "Text.")]
    assert not is_at_least(draft, "approved")


def test_our_own_addresses_follow_the_canonical_base_of_now() -> None:
    generation = CodeSystem(CodeSystemHeader("u"), (concept(item(OLD)),))
    found = merged_narratives([generation], "https://other.example.org")
    assert found
    designation = found.concepts[0].designations[0]
    assert designation.use
    assert designation.use.system == "https://other.example.org/CodeSystem/procedure-narrative-section"
    assert designation.extensions[0].url == "https://other.example.org/StructureDefinition/procedure-narrative"
