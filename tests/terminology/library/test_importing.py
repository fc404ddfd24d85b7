from collections.abc import Sequence
from dataclasses import replace

from seed.narrative.concepts import merged_narratives
from seed.narrative.loading import descriptors
from seed.narrative.reading import NarrativeFile
from seed.registry import SOURCES
from seed.release import RejectedRow, Release, Source
from seed.sources import LoadRequest
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, ContentMode
from terminology.library.importing import import_source, load_starter
from terminology.library.loading import Loaded, load
from terminology.library.publishing import ImportContext, published_records
from tests.builders.imports import import_hcpcs, import_narratives

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
FEE_SCHEDULE = b"HCPCS,Mod,Mod2,CATG\nE0601,RR,,CR\n"
NARRATIVE = """Injection, {name}, 1 mg
HCPCS code
Name of the Procedure:
Common Name: Injection of {name} (HCPCS {code})
Summary
{summary}
"""


def release(version: str, codes: Sequence[str] = ("J3111",), content: ContentMode = "complete") -> Release:
    concepts = tuple(Concept(code, f"Service {code} with romosozumab") for code in codes)
    code_system = CodeSystem(CodeSystemHeader(HCPCS, version, content=content), concepts)
    return Release(code_system, Source("a.csv", "00", 1), 7, (RejectedRow(3, "no record"),))


def narrative(code: str, summary: str = "It helps.") -> NarrativeFile:
    return NarrativeFile(f"{code}.txt", NARRATIVE.format(name="romosozumab", code=code, summary=summary).encode())


async def published(context: ImportContext) -> list[tuple[str, str | None, str | None]]:
    return [(record.kind, record.version, record.content) for record in await published_records(context.store)]


async def supplement(context: ImportContext) -> CodeSystem | None:
    loaded = await load(context.store, Loaded(), context.canonical_base)
    generations = [item.code_system for item in loaded.imports if item.record.kind == "narratives" and item.code_system]
    return merged_narratives(generations, context.canonical_base)


async def test_a_release_replaces_only_its_own_version(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-07"), release("2025-10", ["A0021"])])
    (record,) = await import_hcpcs(context, [release("2025-10", ["A0021", "J3111"])])
    assert (record.concepts, record.rows_read, record.rejected_total) == (2, 7, 1)
    assert [(item.version, item.concepts) for item in await published_records(context.store)] == [
        ("2025-07", 1),
        ("2025-10", 2),
    ]


async def test_the_last_of_two_files_of_one_version_is_the_one(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10", ["A0021"]), release("2025-10", ["J3111", "J3112"])])
    assert [item.concepts for item in await published_records(context.store)] == [2]


async def test_the_first_complete_release_replaces_the_fragment(context: ImportContext) -> None:
    await load_starter(context)
    tables = [("resources", version, "fragment") for version in ("2024", "2026-01", "2024-07", "2025-10")]
    assert await published(context) == [
        ("hcpcs", "2017-01", "fragment"),
        ("hcpcs", "2023-01", "fragment"),
        ("hcpcs", "2025-10", "fragment"),
        *tables,
        ("narratives", None, "supplement"),
        ("resources", None, None),
    ]
    await import_hcpcs(context, [release("2020-04")])
    assert await published(context) == [
        *tables,
        ("narratives", None, "supplement"),
        ("resources", None, None),
        ("resources", None, None),  # the marks that the fragments are gone
        ("hcpcs", "2020-04", "complete"),
    ]


async def test_the_first_fee_schedule_replaces_the_excerpt_and_the_next_is_added(
    context: ImportContext,
) -> None:
    await load_starter(context)
    for quarter in ("2025-04", "2025-07"):
        supplied = LoadRequest(
            files=(("schedule.csv", FEE_SCHEDULE),),
            canonical_base=context.canonical_base,
            now=context.now(),
            version=quarter,
        )
        await import_source(context, SOURCES["dmepos"], SOURCES["dmepos"].load(supplied))
    tables = [version for kind, version, _ in await published(context) if kind == "resources"]
    # None: what was received as resources, and the mark that the excerpt is gone.
    assert tables == ["2024", "2024-07", "2025-10", None, None, "2025-04", "2025-07"]


async def test_the_starter_content_is_loaded_only_into_an_empty_store(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    assert await load_starter(context) == ()
    assert await published(context) == [("hcpcs", "2025-10", "complete")]


async def test_a_new_narrative_replaces_the_old_one_and_leaves_others(context: ImportContext) -> None:
    await import_narratives(context, [narrative("J3111"), narrative("J3112")])
    await import_narratives(context, [narrative("J3111", "It helps more.")])
    merged = await supplement(context)
    assert merged
    assert (merged.header.version or "").startswith("2-")
    texts = {concept.code: concept.designations[-1].value for concept in merged.concepts}
    assert texts == {"J3111": "It helps more.", "J3112": "It helps."}


async def test_a_narrative_for_a_code_in_no_release_is_retained_and_reported(context: ImportContext) -> None:
    loaded, imported = await import_narratives(context, [narrative("A0302")])
    assert imported.records
    assert [note.text for note in loaded.notes] == ["A0302 is in no loaded release."]
    merged = await supplement(context)
    assert merged
    assert [concept.code for concept in merged.concepts] == ["A0302"]


async def test_files_that_are_not_narratives_import_nothing(context: ImportContext) -> None:
    loaded, imported = await import_narratives(context, [NarrativeFile("a.html", b"<html>")])
    assert imported.records == ()
    assert loaded.refused[0].text.startswith("refused: ")
    assert await published(context) == []


async def test_a_narrative_says_which_file_it_is_from(context: ImportContext) -> None:
    loaded, _ = await import_narratives(context, [narrative("J3111")])
    merged = await supplement(context)
    assert merged
    stated = {item.code: item.value.content for item in merged.concepts[0].properties}
    assert stated["sourceFile"] == "J3111.txt"
    assert stated["sourceSha256"] == loaded.releases[0].source.sha256
    assert str(stated["importedAt"]).startswith("2025-10-01T12:30:00")


def test_the_newest_descriptor_of_a_code_comes_first() -> None:
    older, newer = release("2020-04", ["A0021", "J3111"]).code_system, release("2025-10", ["J3111"]).code_system
    newer = replace(newer, concepts=(Concept("J3111", "New words"),))
    assert descriptors([newer, older]) == {
        "A0021": ("Service A0021 with romosozumab",),
        "J3111": ("New words", "Service J3111 with romosozumab"),
    }


async def test_an_import_reports_its_progress(context: ImportContext) -> None:
    seen: list[tuple[str, int, int]] = []
    watched = replace(context, progress=lambda *step: seen.append(step))
    await import_hcpcs(watched, [release("2025-10", [f"A{number:05}" for number in range(12_500)])])
    assert [step[1] for step in seen] == [5000, 10_000, 12_500]
    assert {(what, total) for what, _, total in seen} == {("concepts", 12_500)}
