from dataclasses import replace

import pytest

from seed.hcpcs.code_system import version_aliases
from seed.release import Release
from terminology.core.errors import UnknownResource
from terminology.library.importing import load_starter
from terminology.library.listing import listing
from terminology.library.publishing import ImportContext
from terminology.library.removing import remove
from tests.builders.imports import import_hcpcs, import_narratives
from tests.terminology.library.test_importing import HCPCS, narrative, release


async def listed(context: ImportContext, system: str) -> list[tuple[str | None, int | None]]:
    return [
        (item.version, item.concepts)
        for item in await listing(context.store, context.canonical_base)
        if item.system == system
    ]


@pytest.mark.parametrize("spelling", [HCPCS, HCPCS.replace("http:", "https:"), "urn:oid:2.16.840.1.113883.6.285"])
async def test_a_release_is_removed_under_any_spelling_of_its_system(context: ImportContext, spelling: str) -> None:
    await import_hcpcs(context, [release("2025-07"), release("2025-10")])
    await remove(context, spelling, "2025-07")
    assert await listed(context, HCPCS) == [("2025-10", 1)]


def with_spellings(supplied: Release) -> Release:
    header = supplied.code_system.header
    header = replace(header, version_aliases=version_aliases(header.version or ""))
    return replace(supplied, code_system=replace(supplied.code_system, header=header))


@pytest.mark.parametrize("spelling", ["20260101", "2026-01-01", "HCPCS2026", "2026"])
async def test_a_release_is_removed_under_any_spelling_of_its_version(context: ImportContext, spelling: str) -> None:
    supplied = [release("2025-10"), release("2026-01")]
    await import_hcpcs(context, [with_spellings(item) for item in supplied])
    removed = await remove(context, HCPCS, spelling)
    assert (removed.system, removed.version) == (HCPCS, "2026-01")
    assert await listed(context, HCPCS) == [("2025-10", 1)]


async def test_a_wildcard_removes_nothing(context: ImportContext) -> None:
    await import_hcpcs(context, [release("2025-10")])
    with pytest.raises(UnknownResource):
        await remove(context, HCPCS, "*")


async def test_removing_the_last_narratives_gives_those_before(context: ImportContext) -> None:
    supplement = f"{context.canonical_base}/CodeSystem/hcpcs-procedure-narratives"
    await import_narratives(context, [narrative("J3111"), narrative("J3112")])
    await import_narratives(context, [narrative("J3111", "It helps more.")])
    (first, of_first), (second, of_second) = await listed(context, supplement)
    assert (of_first, of_second, str(first)[:2], str(second)[:2]) == (2, 1, "1-", "2-")
    with pytest.raises(UnknownResource, match=rf"is not loaded in version {first}; loaded: {second}\.$"):
        await remove(context, supplement, first)
    assert (await remove(context, supplement, "2")).version == second
    assert await listed(context, supplement) == [(first, 2)]
    await remove(context, supplement, first)
    assert await listed(context, supplement) == []


async def test_content_that_is_not_loaded_cannot_be_removed_and_the_message_lists_what_is(
    context: ImportContext,
) -> None:
    await load_starter(context)
    with pytest.raises(UnknownResource, match=r"is not loaded in version 1999-01; loaded: 2017-01, 2023-01, 2025-10\."):
        await remove(context, HCPCS, "1999-01")
    with pytest.raises(UnknownResource, match=r"^http://example.org/x is not loaded\.$"):
        await remove(context, "http://example.org/x", "1")
