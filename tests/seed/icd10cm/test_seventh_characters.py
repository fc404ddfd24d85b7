from seed.icd10.xml_elements import read_elements
from seed.icd10cm.seventh_characters import SeventhCharacters

NONE = SeventhCharacters()


def rule(xml: str, around: SeventhCharacters = NONE) -> SeventhCharacters:
    return around.below(read_elements("x.xml", f"<diag>{xml}</diag>".encode()))


def definition(**meanings: str) -> str:
    extensions = (f'<extension char="{item}">{text}</extension>' for item, text in meanings.items())
    return f"<sevenChrDef>{''.join(extensions)}</sevenChrDef>"


ENCOUNTERS = rule(definition(A="initial encounter", S="sequela"))
S06_NOTE = (
    "<notes><note>7th characters D and S do not apply to codes in category S06 with 6th character 7 - death due to "
    "brain injury prior to regaining consciousness, or 8 - death due to other cause.</note></notes>"
)


def test_a_short_code_is_filled_up_with_the_placeholder() -> None:
    assert list(ENCOUNTERS.codes("S02.0", "Fracture")) == [
        ("S02.0XXA", "Fracture, initial encounter"),
        ("S02.0XXS", "Fracture, sequela"),
    ]
    assert [code for code, _ in ENCOUNTERS.codes("T07", "Injuries")] == ["T07.XXXA", "T07.XXXS"]
    assert [code for code, _ in ENCOUNTERS.codes("S02.101", "Fracture")] == ["S02.101A", "S02.101S"]


def test_a_code_of_seven_characters_takes_no_more() -> None:
    assert list(ENCOUNTERS.codes("H54.512A", "Low vision")) == []


def test_without_a_definition_a_code_is_one_itself() -> None:
    assert list(SeventhCharacters().codes("A00.0", "Cholera")) == []


def test_a_definition_applies_to_descendants_until_another_overrides_it() -> None:
    assert rule("", ENCOUNTERS) == ENCOUNTERS
    assert [code for code, _ in rule(definition(B="open"), ENCOUNTERS).codes("S02.1", "Fracture")] == ["S02.1XXB"]


def test_a_note_excludes_characters() -> None:
    s06 = rule(definition(A="initial", D="subsequent", S="sequela") + S06_NOTE)
    assert [code for code, _ in rule("", s06).codes("S06.1X7", "Edema")] == ["S06.1X7A"]
    assert [code for code, _ in rule("", s06).codes("S06.1X8", "Edema")] == ["S06.1X8A"]
    assert [code for code, _ in rule("", s06).codes("S06.1X1", "Edema")] == ["S06.1X1A", "S06.1X1D", "S06.1X1S"]
