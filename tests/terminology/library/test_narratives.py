import pytest

from seed.narrative.parts import language_of
from terminology.core.errors import UnknownResource
from terminology.library.listing import listing
from terminology.library.narratives import narratives, remove_narratives
from terminology.library.publishing import ImportContext
from tests.builders.imports import import_narratives
from tests.terminology.library.test_importing import narrative

SPANISH = b"---\nlanguage: es\n---\n"


async def loaded(context: ImportContext) -> list[tuple[str, str]]:
    return [(part.code, language_of(part)) for part in await narratives(context)]


async def test_one_narrative_is_removed_and_the_others_stay(context: ImportContext) -> None:
    english, other = narrative("J3111"), narrative("J3112")
    await import_narratives(context, [english, other])
    await import_narratives(context, [type(english)("J3111.es.txt", SPANISH + english.content)])
    assert await loaded(context) == [("J3111", "en"), ("J3111", "es"), ("J3112", "en")]

    (gone,) = await remove_narratives(context, "J3111", "ES")
    assert (gone.code, language_of(gone)) == ("J3111", "es")
    assert await loaded(context) == [("J3111", "en"), ("J3112", "en")]
    assert all("removal" not in item.sources[0].name for item in await listing(context.store))
    with pytest.raises(UnknownResource, match="No narrative about J3111 in es is loaded; there is one in en"):
        await remove_narratives(context, "J3111", "es")

    await remove_narratives(context, "J3111")
    assert await loaded(context) == [("J3112", "en")]
    await import_narratives(context, [english])
    assert await loaded(context) == [("J3111", "en"), ("J3112", "en")]
