from datetime import UTC, datetime

import pytest

from seed.narrative.loading import load_narratives
from seed.release import Loaded, NotARelease
from seed.sources import LoadRequest
from seed.starter.files import content_of
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept

RELEASE = CodeSystem(CodeSystemHeader("u", "2025-10"), (Concept("J3111", "Injection, romosozumab-aqqg, 1 mg"),))
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def load(*files: tuple[str, bytes]) -> Loaded:
    return load_narratives(LoadRequest(files=files, canonical_base="b", now=NOW, known={"hcpcs": [RELEASE]}))


def test_attached_narratives_form_one_supplement_without_a_version() -> None:
    loaded = load(("a/J3111.txt", content_of("J3111.txt")), ("broken.txt", b"nothing"))
    (release,) = loaded.releases
    assert (release.header.version, release.header.canonical) == (None, "b/CodeSystem/hcpcs-procedure-narratives")
    assert ([item.code for item in release.code_system.concepts], release.rows_read) == (["J3111"], 2)
    assert [(note.source.name, note.text) for note in loaded.read] == [("J3111.txt", "J3111")]
    assert [note.text.partition(":")[0] for note in loaded.refused] == ["refused"]


def test_without_one_that_can_be_attached_there_is_no_release() -> None:
    assert load(("broken.txt", b"nothing")).releases == ()
    with pytest.raises(NotARelease, match="There are no input files"):
        load()


def test_a_row_of_the_manifest_about_a_code_that_its_file_is_not_about_is_named() -> None:
    rows = b"file,code,status\nJ3111.txt,J3111,approved\nJ3111.txt,A0021,draft\n"
    request = LoadRequest(
        files=(("J3111.txt", content_of("J3111.txt")),),
        canonical_base="b",
        now=NOW,
        known={"hcpcs": [RELEASE]},
        attached={"manifest": rows},
    )
    [skipped] = load_narratives(request).skipped
    assert (skipped.name, skipped.reason) == ("J3111.txt", "line 3 of the manifest: it has no narrative about A0021")
