"""Facts about a narrative from manifest, front matter, file name and caller, and their precedence."""

from seed.narrative.manifest import read_manifest
from seed.narrative.reading import FileDefaults, NarrativeFile, Reading, read_narratives

KNOWN = {"J1234": ("Salt water, 10 ml",), "J5678": ("Sugar water",)}
TEXT = "Salt water, 10 ml\nHCPCS code\nSummary\nCaf\u00e9.\n"


def read(name: str, text: str | bytes, stated: FileDefaults | None = None, code: str | None = None) -> list[Reading]:
    content = text if isinstance(text, bytes) else text.encode()
    return list(read_narratives([NarrativeFile(name, content, code)], KNOWN, stated or FileDefaults()))


def test_a_manifest_takes_precedence_over_front_matter_and_that_over_the_caller() -> None:
    manifest = read_manifest(b"file,status\na.txt,approved\n")
    front = "---\nstatus: draft\nlanguage: es\nauthor: A\n---\n"
    (reading,) = read("a.txt", front + TEXT, FileDefaults(language="fr", manifest=manifest))
    assert (reading.stated.status, reading.language, reading.stated.author) == ("approved", "es", "A")
    (reading,) = read("b.txt", TEXT, FileDefaults(language="fr"))
    assert reading.language == "fr"


def test_codes_that_contradict_each_other_are_a_conflict() -> None:
    (reading,) = read("J1234.txt", "---\ncode: J5678\n---\n" + TEXT)
    assert (reading.resolution.outcome, reading.resolution.message) == (
        *("conflict", "Contradictory codes are stated for it: J1234 and J5678."),
    )


def test_a_file_in_another_encoding_is_read_when_that_is_stated() -> None:
    latin = TEXT.encode("latin-1")
    (refused,) = read("a.txt", latin)
    assert "use --encoding" in refused.resolution.message
    (reading,) = read("a.txt", latin, FileDefaults(encoding="latin-1"))
    assert reading.narrative
    assert reading.narrative.sections[0].text == "Café."
    manifest = read_manifest(b"file,encoding\na.txt,windows-1252\n")
    assert read("a.txt", latin, FileDefaults(manifest=manifest))[0].resolution.code == "J1234"
    (unknown,) = read("a.txt", latin, FileDefaults(encoding="nonsense"))
    assert "not a known encoding" in unknown.resolution.message


def test_several_in_one_file_are_read_each_and_refused_each() -> None:
    found = read("a.txt", f"{TEXT}Sugar water\nHCPCS code\nSummary\nSweet.\nOther\nHCPCS code\nSummary\nX.\n")
    assert [(item.place, item.resolution.code, item.resolution.outcome) for item in found] == [
        *(("line 1", "J1234", "attached"), ("line 5", "J5678", "attached"), ("line 9", None, "unresolved")),
    ]


def test_two_languages_of_a_code_coexist_but_two_texts_in_one_conflict() -> None:
    spanish = "---\ncode: J1234\ntitle: Salt water, 10 ml\n---\n# Agua con sal\n## Resumen\nAgua.\n"
    files = [NarrativeFile("en.txt", TEXT.encode()), NarrativeFile("es.txt", spanish.encode())]
    readings = read_narratives(files, KNOWN)
    assert [(item.resolution.code, item.language) for item in readings] == [("J1234", "en"), ("J1234", "es")]
    rivals = read_narratives([*files, NarrativeFile("en2.txt", (TEXT + "More.").encode())], KNOWN)
    assert [item.resolution.outcome for item in rivals] == ["conflict", "attached", "conflict"]


def test_warnings_about_a_document_are_notes_about_its_narrative() -> None:
    (reading,) = read("a.txt", TEXT + "Cost and Coverage\nAsk.\n")
    assert any(note.startswith('Line 5: "Cost and Coverage"') for note in reading.resolution.notes)
