"""Checking new releases against the store and against each other."""

from dataclasses import replace

from seed.icd10cm.releases import load_icd10cm
from seed.ndc.crosswalk_files import load_crosswalks
from seed.registry import SOURCES
from seed.release import Loaded, Release, ResourceSet
from terminology.library.import_checks import check_contents
from terminology.library.importing import import_source
from terminology.library.publishing import ImportContext, published_records
from tests.builders.catalogue import concept_of
from tests.builders.icd10 import ORDER_FILE
from tests.builders.imports import import_hcpcs
from tests.terminology.library.test_importing import release as release_of

HCPCS = SOURCES["hcpcs"]


def release(version: str, count: int, name: str = "a.txt") -> Release:
    made = release_of(version)
    concepts = tuple(concept_of(f"A{number:04}", kind="procedure") for number in range(count))
    modifier = concept_of("KX", kind="modifier")
    code_system = replace(made.code_system, concepts=(*concepts, modifier))
    return replace(made, code_system=code_system, source=replace(made.source, name=name))


async def remedies(context: ImportContext, *releases: Release) -> list[list[str | None]]:
    checked = await check_contents(context.store, HCPCS, Loaded(releases=releases))
    return [[problem.unless for problem in item.problems] for item in checked]


async def test_a_release_is_judged_by_the_nearest_older_one_that_is_loaded(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2024-01", 200), release("2024-07", 100), release("2025-10", 300)])
    assert await remedies(context, release("2025-01", 100)) == [[]]
    assert await remedies(context, release("2025-01", 50)) == [["--accept-incomplete"]]
    assert await remedies(context, release("2023-01", 1)) == [[]]


async def test_releases_of_one_command_are_judged_by_each_other(context: ImportContext) -> None:
    assert await remedies(context, release("2024-01", 100), release("2024-04", 50)) == [[], ["--accept-incomplete"]]


async def test_a_release_is_judged_by_its_own_earlier_import_too(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2024-01", 100)])
    assert await remedies(context, release("2024-01", 50, "b.csv")) == [["--accept-incomplete", "--replace"]]


async def test_a_release_accepted_as_incomplete_is_a_fragment_and_no_reference(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2024-01", 100)])
    await import_source(context, HCPCS, Loaded(releases=(release("2024-04", 50),)), incomplete=["2024-04"])
    await import_hcpcs(context, [release("2024-07", 100)])
    records = [(item.version, item.content) for item in await published_records(context.store)]
    assert records == [("2024-01", "complete"), ("2024-04", "fragment"), ("2024-07", "complete")]
    code_systems = await context.store.load_code_systems([item.id for item in await published_records(context.store)])
    assert [item.header.content for item in code_systems.values()] == ["complete", "fragment", "complete"]
    assert await remedies(context, release("2024-10", 60)) == [["--accept-incomplete"]]


async def test_a_visibly_partial_release_is_a_fragment_automatically(
    context: ImportContext,
) -> None:
    source = SOURCES["icd-10-cm"]
    loaded = load_icd10cm([("2025-10-order.txt", ORDER_FILE)], canonical_base="https://b", version="2025-10")
    [checked] = await check_contents(context.store, source, loaded)
    assert ([problem.unless for problem in checked.problems], checked.is_incomplete) == ([None], True)
    await import_source(context, source, loaded, incomplete=["2025-10"])
    assert [item.content for item in await published_records(context.store)] == ["fragment"]


HEADER = (
    "_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
)


def crosswalk(quarter: str, products: int) -> Loaded:
    rows = (f"J3111,A,B,55513-{number:04}-02,C,1 MG,1.17,2,105,210\n" for number in range(products))
    content = (HEADER + "".join(rows)).encode()
    loaded = load_crosswalks([(f"{quarter}.csv", content)], canonical_base="https://b")
    (found,) = loaded.crosswalks
    return Loaded(resource_sets=(ResourceSet((found.concept_map,), found.source, products, products),))


async def test_a_crosswalk_is_judged_by_the_quarter_before(context: ImportContext) -> None:
    source = SOURCES["ndc-crosswalk"]
    await import_source(context, source, crosswalk("2025-07", 20))
    for products, remedies in ((20, []), (19, [None]), (5, ["--accept-incomplete"])):
        (checked,) = await check_contents(context.store, source, crosswalk("2025-10", products))
        assert [problem.unless for problem in checked.problems] == remedies
