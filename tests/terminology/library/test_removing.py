from dataclasses import replace

import pytest

from seed.hcpcs.code_system import version_aliases
from seed.release import Release
from terminology.core.errors import UnknownResource
from terminology.library.importing import import_hcpcs, import_narratives, load_starter
from terminology.library.listing import listing
from terminology.library.publishing import Clerk
from terminology.library.removing import remove
from tests.terminology.library.test_importing import HCPCS, narrative, release


async def listed(clerk: Clerk, system: str) -> list[tuple[str | None, int | None]]:
    return [(item.version, item.concepts) for item in await listing(clerk.store) if item.system == system]


@pytest.mark.parametrize("spelling", [HCPCS, HCPCS.replace("http:", "https:"), "urn:oid:2.16.840.1.113883.6.285"])
async def test_a_release_is_removed_under_any_spelling_of_its_system(clerk: Clerk, spelling: str) -> None:
    await import_hcpcs(clerk, [release("2025-07"), release("2025-10")])
    await remove(clerk, spelling, "2025-07")
    assert await listed(clerk, HCPCS) == [("2025-10", 1)]


def with_spellings(given: Release) -> Release:
    header = given.code_system.header
    header = replace(header, version_aliases=version_aliases(header.version or ""))
    return replace(given, code_system=replace(given.code_system, header=header))


@pytest.mark.parametrize("spelling", ["20260101", "2026-01-01", "HCPCS2026", "2026"])
async def test_a_release_is_removed_under_any_spelling_of_its_version(clerk: Clerk, spelling: str) -> None:
    given = [release("2025-10"), release("2026-01")]
    await import_hcpcs(clerk, [with_spellings(item) for item in given])
    removed = await remove(clerk, HCPCS, spelling)
    assert (removed.system, removed.version) == (HCPCS, "2026-01")
    assert await listed(clerk, HCPCS) == [("2025-10", 1)]


async def test_a_wildcard_removes_nothing(clerk: Clerk) -> None:
    await import_hcpcs(clerk, [release("2025-10")])
    with pytest.raises(UnknownResource):
        await remove(clerk, HCPCS, "*")


async def test_removing_the_last_narratives_gives_those_before(clerk: Clerk) -> None:
    supplement = f"{clerk.canonical_base}/CodeSystem/hcpcs-procedure-narratives"
    await import_narratives(clerk, [narrative("J3111"), narrative("J3112")])
    await import_narratives(clerk, [narrative("J3111", "It helps more.")])
    assert await listed(clerk, supplement) == [("1", 2), ("2", 1)]
    with pytest.raises(UnknownResource, match=r"is not loaded in version 1; loaded: 2\.$"):
        await remove(clerk, supplement, "1")
    await remove(clerk, supplement, "2")
    assert await listed(clerk, supplement) == [("1", 2)]


async def test_what_is_not_loaded_cannot_be_removed_and_the_message_says_what_is(clerk: Clerk) -> None:
    await load_starter(clerk)
    with pytest.raises(UnknownResource, match=r"is not loaded in version 1999-01; loaded: 2025-10\."):
        await remove(clerk, HCPCS, "1999-01")
    with pytest.raises(UnknownResource, match=r"^http://example.org/x is not loaded\.$"):
        await remove(clerk, "http://example.org/x", "1")
