"""Content that sources created under one canonical base, served under another."""

from dataclasses import replace

from fhir_resources.operation_definitions import EXPAND, LOOKUP, TRANSLATE
from seed.rbcs.classification import load_rbcs
from terminology.library.compressed_text import CompressedText, compressed_text
from terminology.library.listing import listing
from terminology.library.ports import RESOURCES, ImportRecord, StoredResource
from terminology.library.publishing import ImportContext
from terminology.library.rebased_resources import name_of, record_under_base, resources_under_base
from terminology.library.removing import remove
from tests.builders.imports import import_narratives, import_rbcs
from tests.terminology.library.test_importing import narrative
from tests.terminology.library.test_source_resources import (
    BASE,
    EVENITY,
    HCPCS,
    NDC,
    R5,
    RBCS,
    ask,
    codes,
    load_categories,
    load_quarter,
    served,
    values,
)

NEW = "https://tx.hospital.example/terminology"


async def test_supplements_value_sets_and_maps_are_found_under_the_new_base(context: ImportContext) -> None:
    await load_categories(context)
    await load_quarter(context, "2025-10", EVENITY)
    library = await served(replace(context, canonical_base=NEW))
    treatment = ask(library, EXPAND, url=f"{NEW}/ValueSet/hcpcs-rbcs-treatment")
    assert codes(treatment) == ["J3111"]
    assert f"{BASE}/" not in str(treatment)
    mapped = ask(library, TRANSLATE, sourceCode="55513-0880-02", system=NDC, url=f"{NEW}/ConceptMap/ndc-to-hcpcs")
    assert values(mapped, "result") == [True]
    assert f"{BASE}/" not in str(mapped)
    asked = ask(library, LOOKUP, system=HCPCS, code="J3111", useSupplement=f"{NEW}/CodeSystem/hcpcs-rbcs")
    assert f"{BASE}/" not in str(asked)
    assert "Treatment" in str(asked)
    entries = [entry for version in ("CodeSystem", "ValueSet") for entry in library.resources(R5).entries(version)]
    assert not [entry.header.url for entry in entries if entry.header.url.startswith(BASE)]


async def test_reimported_and_removed_content_is_the_same_under_either_base(context: ImportContext) -> None:
    moved = replace(context, canonical_base=NEW)
    await load_categories(context)
    await import_rbcs(moved, load_rbcs([("rbcs_2024.csv", RBCS.encode())], canonical_base=NEW))
    await import_narratives(context, [narrative("J3111")])
    listed = [item.system for item in await listing(context.store, NEW)]
    assert listed.count(f"{NEW}/CodeSystem/hcpcs-rbcs") == 1
    assert f"{NEW}/CodeSystem/hcpcs-procedure-narratives" in listed
    await remove(moved, f"{NEW}/CodeSystem/hcpcs-rbcs", "2024")
    for base in (BASE, NEW):
        assert not [
            item for item in await listing(context.store, base) if item.system == f"{base}/CodeSystem/hcpcs-rbcs"
        ]


async def test_extensions_of_others_stay_unchanged(context: ImportContext) -> None:
    await load_categories(context)
    (record, *_) = [item for item in await _records(context) if item.kind == RESOURCES]
    stored = (await context.store.load_resources([record.id]))[record.id]
    received = replace(record, system=None)
    assert record_under_base(received, NEW) is received
    assert tuple(resources_under_base(received, stored, NEW)) == stored
    assert record_under_base(record, BASE) is record


async def test_a_long_text_stays_compressed(context: ImportContext) -> None:
    await load_categories(context)
    (record, *_) = [item for item in await _records(context) if item.kind == RESOURCES]
    stored = (await context.store.load_resources([record.id]))[record.id][0]
    long = replace(stored, text=compressed_text(str(stored.text).encode()))
    (moved,) = resources_under_base(record, [long], NEW)
    assert moved.url == f"{NEW}/CodeSystem/hcpcs-rbcs"
    assert isinstance(moved.text, type(long.text))
    assert f'"url":"{NEW}/CodeSystem/hcpcs-rbcs"' in _text(moved)


def test_an_import_has_one_name_under_every_base() -> None:
    assert name_of(RESOURCES, f"{BASE}/CodeSystem/hcpcs-rbcs") == name_of(RESOURCES, f"{NEW}/CodeSystem/hcpcs-rbcs")
    assert name_of("hcpcs", HCPCS) == HCPCS


async def _records(context: ImportContext) -> tuple[ImportRecord, ...]:
    return await context.store.imports((await context.store.publication()).imports)


def _text(stored: StoredResource) -> str:
    assert isinstance(stored.text, CompressedText)
    return stored.text.decompress()
