from fhir_resources.version import FhirVersion
from terminology.library.importing import load_starter
from terminology.library.listing import listing
from terminology.library.publishing import ImportContext
from tests.builders.imports import import_hcpcs, import_narratives
from tests.terminology.library.test_importing import narrative, release


async def test_everything_that_was_loaded_is_listed_with_its_source(context: ImportContext) -> None:
    await load_starter(context)
    listed = await listing(context.store, context.canonical_base)
    assert [(item.type, _number(item.version), item.content, item.sources[0].name) for item in listed[:4]] == [
        ("CodeSystem", "2017-01", "fragment", "HCPC17_ANWEB_excerpt.txt"),
        ("CodeSystem", "2023-01", "fragment", "HCPC2023_JAN_excerpt.csv"),
        ("CodeSystem", "2025-10", "fragment", "HCPC2025_OCT_excerpt.csv"),
        ("CodeSystem", "1-", "supplement", "J3111.txt"),
    ]
    assert all(item.imported_at and len(item.sources[0].sha256) == 64 for item in listed)


async def test_versions_of_a_system_are_in_order_whenever_they_were_loaded(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    await import_narratives(context, [narrative("J3111")])
    await import_hcpcs(context, [release("2020-04"), release("2026-01")])
    listed = [(item.content, _number(item.version)) for item in await listing(context.store, context.canonical_base)]
    assert listed == [("complete", "2020-04"), ("complete", "2025-10"), ("complete", "2026-01"), ("supplement", "1-")]


async def test_resources_are_listed_with_the_endpoints_that_serve_them(context: ImportContext) -> None:
    await load_starter(context)
    listed = [
        item
        for item in await listing(context.store, context.canonical_base)
        if item.system == "http://hl7.org/fhir/administrative-gender"
    ]
    assert [(item.version, item.concepts, item.fhir_versions) for item in listed] == [
        ("4.0.1", 4, (FhirVersion.R4,)),
        ("5.0.0", 4, (FhirVersion.R5,)),
    ]


async def test_fully_replaced_narratives_are_no_longer_listed(context: ImportContext) -> None:
    await import_narratives(context, [narrative("J3111")])
    await import_narratives(context, [narrative("J3112")])
    await import_narratives(context, [narrative("J3111")])
    listed = [
        item
        for item in await listing(context.store, context.canonical_base)
        if (item.system or "").endswith("narratives")
    ]
    assert [((item.version or "")[:2], item.sources[0].name) for item in listed] == [
        ("2-", "J3112.txt"),
        ("3-", "J3111.txt"),
    ]


def _number(version: str | None) -> str:
    """The number of imports in a version that identifies its content; any other version unchanged."""
    return (version or "").partition("-")[0] + "-" if len(version or "") > len("2025-10") else version or ""
