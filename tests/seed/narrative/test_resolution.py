"""The three ways to find a narrative's code, and the outcome of the files of one import."""

import pytest

from seed.narrative.parser import parse
from seed.narrative.reading import NarrativeFile, read_narratives
from seed.narrative.resolution import Descriptors, Resolution, listed, resolve

DESCRIPTORS = {
    "J1234": ("Salt water, 10 ml",),
    "J5678": ("Sugar  Water, with a very long description",),
    "J5679": ("Sugar water, with a very short description",),
    "J1440": ("Fecal microbiota, live - jslm, 1 ml", "Injection, filgrastim (g-csf), 300 mcg"),
    "K0001": ("Chair, standard",),
    "K0002": ("Chair, standard",),
}


def text_of(title: str, name: str = "Some name") -> str:
    return f"{title}\nHCPCS code\nName of the Procedure:\n{name}\nSummary\nText."


def resolved(title: str, name: str = "Some name", supplied: str | None = None) -> Resolution:
    return resolve(parse(text_of(title, name)), Descriptors(DESCRIPTORS), supplied)


def file(name: str, text: str, code: str | None = None) -> NarrativeFile:
    return NarrativeFile(name, text.encode(), code)


@pytest.mark.parametrize(
    ("title", "name", "supplied"),
    [
        ("Salt water, 10 ml", "Drip (J1234)", "J1234"),
        ("Water with salt", "Drip", "J1234"),
        ("Salt water, 10 ml", "Drip (J1234)", None),
        ("Salt water, 10 ml each", "Drip (J1234)", None),
        (" SALT   water, 10 ML ", "Drip", None),
        ("Salt water...", "Drip", None),
        ("Salt wa…", "Drip", None),
    ],
)
def test_a_code_from_an_option_the_name_block_or_the_descriptor_is_attached(title, name, supplied):
    resolution = resolved(title, name, supplied)
    assert (resolution.outcome, resolution.code) == ("attached", "J1234")


def test_a_supplied_code_other_than_the_named_one_is_a_conflict():
    resolution = resolved("Salt water, 10 ml", "Drip (J1234)", "K0001")
    assert (resolution.outcome, resolution.code, resolution.candidates) == ("conflict", None, ("K0001", "J1234"))
    assert resolution.message == "The narrative was assigned to K0001, but its name block names J1234."


def test_a_supplied_code_with_the_title_of_another_is_a_conflict():
    resolution = resolved("Salt water, 10 ml", supplied="K0001")
    assert (resolution.outcome, resolution.candidates) == ("conflict", ("K0001", "J1234"))


def test_a_title_that_matches_by_words_is_attached_with_a_note():
    resolution = resolved("Water with salt", supplied="J1234")
    assert (resolution.outcome, resolution.about) == ("attached", "Salt water, 10 ml")
    assert resolution.notes == (
        'The title "Water with salt" is not word for word the descriptor of J1234: "Salt water, 10 ml".',
    )


def test_the_title_decides_which_meaning_of_the_code_a_narrative_is_about():
    of_old, of_new = (resolved(title, supplied="J1440") for title in DESCRIPTORS["J1440"][::-1])
    assert (of_old.about, of_new.about) == DESCRIPTORS["J1440"][::-1]
    assert resolved("Injection, filgrastim (g-csf), 300 mcg").code == "J1440"


@pytest.mark.parametrize("supplied", ["J1440", None])
def test_a_title_that_matches_no_meaning_of_the_code_is_refused_with_both_texts(supplied):
    known = Descriptors({"J1440": DESCRIPTORS["J1440"][:1]})
    narrative = parse(text_of("Injection, filgrastim (g-csf), 300 mcg", "Filgrastim (J1440)"))
    resolution = resolve(narrative, known, supplied)
    assert (resolution.outcome, resolution.code) == ("refused", None)
    assert resolution.message == (
        'The title "Injection, filgrastim (g-csf), 300 mcg" fits no descriptor that J1440 has here: '
        '"Fecal microbiota, live - jslm, 1 ml".'
    )


def test_without_a_title_a_code_with_one_meaning_is_attached_and_one_with_several_is_refused():
    assert resolved("", supplied="J1234").about == "Salt water, 10 ml"
    assert resolved("", supplied="J1440").outcome == "refused"


def test_a_title_in_another_language_matches_by_a_shared_word():
    narrative = parse(text_of("Inyección, filgrastim (g-csf), 300 mcg"))
    known = Descriptors(DESCRIPTORS)
    assert resolve(narrative, known, "J1440", "es").about == DESCRIPTORS["J1440"][1]
    refused = resolve(parse(text_of("Silla de ruedas")), known, "J1440", "es")
    assert refused.message.endswith("state the English descriptor as the title.")


def test_a_named_code_whose_title_belongs_to_another_is_a_conflict():
    resolution = resolved("Salt water, 10 ml", "Drip (K0001)")
    assert (resolution.outcome, resolution.code, resolution.candidates) == ("conflict", None, ("K0001", "J1234"))
    assert resolution.message == "The name block names K0001, but the title is the descriptor of J1234."


def test_a_named_code_among_several_with_the_same_descriptor_is_attached_without_a_note():
    resolution = resolved("Chair, standard", "Chair (K0002)")
    assert (resolution.outcome, resolution.code, resolution.notes) == ("attached", "K0002", ())


def test_a_descriptor_shared_by_several_codes_is_ambiguous():
    resolution = resolved("Chair, standard")
    assert (resolution.outcome, resolution.candidates) == ("ambiguous", ("K0001", "K0002"))


def test_a_narrative_is_never_about_a_modifier():
    assert resolve(parse(text_of("Left side")), Descriptors({"LT": ("Left side",)})).outcome == "unresolved"


def test_a_truncated_title_that_several_descriptors_begin_with_is_ambiguous():
    assert resolved("Sugar water, with a very ...").candidates == ("J5678", "J5679")


@pytest.mark.parametrize("title", ["Salt water", "Salt water, 10 ml and more", "Unknown...", "..."])
def test_a_title_that_is_not_a_descriptor_leaves_the_narrative_unresolved(title):
    assert resolved(title).outcome == "unresolved"


def test_an_unresolved_narrative_says_what_was_tried():
    message = 'No code was specified, the name block does not name one, and no descriptor is "Salt lamp".'
    assert resolved("Salt lamp").message == message


def test_a_code_in_no_release_is_attached_with_a_note():
    resolution = resolved("Something else", "Drip (A0302)")
    assert (resolution.outcome, resolution.code) == ("attached", "A0302")
    assert resolution.notes == ("A0302 is in no loaded release.",)


def test_without_any_release_a_named_code_is_still_attached():
    resolution = resolve(parse(text_of("Salt water, 10 ml", "Drip (J1234)")), Descriptors({}))
    assert (resolution.outcome, resolution.code) == ("attached", "J1234")


@pytest.mark.parametrize("supplied", ["D1234", "12345", "j1234", "J12345", ""])
def test_a_supplied_code_that_is_not_a_hcpcs_procedure_is_refused(supplied):
    assert resolved("Salt water, 10 ml", supplied=supplied).outcome == "refused"


def test_many_candidates_are_not_all_listed():
    assert listed(("A", "B", "C", "D", "E", "F", "G")) == "A, B, C, D, E and 2 more"


def test_files_of_one_import_are_read_in_order_each_with_its_outcome():
    readings = read_narratives(
        [
            file("folder/one.txt", text_of("Salt water, 10 ml")),
            file("two.txt", "not a narrative"),
            NarrativeFile("three.txt", b"\xff\xfe"),
        ],
        DESCRIPTORS,
    )
    assert [(reading.source.name, reading.resolution.outcome) for reading in readings] == [
        ("one.txt", "attached"),
        ("two.txt", "refused"),
        ("three.txt", "refused"),
    ]
    assert [reading.narrative is None for reading in readings] == [False, True, True]


@pytest.mark.parametrize("name", ["J1234-salt-water-10-ml.txt", "J1234.txt", "a/b/J1234_1.txt"])
def test_a_file_name_that_begins_with_a_code_gives_the_code(name):
    (reading,) = read_narratives([file(name, text_of("Water, salt"))], DESCRIPTORS)
    assert reading.resolution.code == "J1234"


@pytest.mark.parametrize("name", ["000_6833dce7903a6bf0.txt", "J12345.txt", "XJ1234.txt", "J1234x.txt"])
def test_another_file_name_gives_no_code(name):
    (reading,) = read_narratives([file(name, text_of("Unknown"))], DESCRIPTORS)
    assert reading.resolution.outcome == "unresolved"


def test_the_callers_code_may_be_that_of_the_file_name():
    (reading,) = read_narratives([file("J1234.txt", text_of("Water, salt"), "J1234")], DESCRIPTORS)
    assert reading.resolution.code == "J1234"


def test_two_narratives_for_one_code_are_a_conflict_that_names_both_files_and_neither_is_attached():
    readings = read_narratives(
        [
            file("a/x.txt", text_of("Salt water, 10 ml")),
            file("b/x.txt", text_of("Salt water, 10 ml", "Drip")),
            file("c.txt", text_of("Chair, standard", "Chair (K0001)")),
        ],
        DESCRIPTORS,
    )
    assert [reading.resolution.outcome for reading in readings] == ["conflict", "conflict", "attached"]
    assert readings[0].resolution.message == (
        "Several narratives are about J1234, import only one of them: a/x.txt, b/x.txt."
    )


def test_the_same_bytes_twice_are_one_narrative():
    text = text_of("Salt water, 10 ml")
    readings = read_narratives([file("one.txt", text), file("J1234.txt", text)], DESCRIPTORS)
    assert [(reading.name, reading.resolution.outcome) for reading in readings] == [("one.txt", "attached")]


def test_the_seed_document_is_about_j3111(shared_seeds):
    files = [NarrativeFile(path.name, path.read_bytes()) for path in shared_seeds.glob("*.txt")]
    (reading,) = read_narratives(files, {"J3111": ("Injection, romosozumab-aqqg, 1 mg",)})
    assert (reading.resolution.outcome, reading.resolution.code, reading.resolution.notes) == ("attached", "J3111", ())
