import pytest

from fhir_resources.version import FhirVersion
from seed.narrative.parts import language_of
from terminology.core.errors import UnknownResource
from terminology.library.library import Library
from terminology.library.listing import listing
from terminology.library.narratives import narratives, remove_narratives
from terminology.library.publishing import ImportContext
from tests.builders.imports import import_narratives
from tests.terminology.library.test_importing import narrative

SUPPLEMENT = "https://terminology.example.org/fhir/CodeSystem/hcpcs-procedure-narratives"
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
    assert all("removal" not in item.sources[0].name for item in await listing(context.store, context.canonical_base))
    with pytest.raises(UnknownResource, match="No narrative about J3111 in es is loaded; there is one in en"):
        await remove_narratives(context, "J3111", "es")

    await remove_narratives(context, "J3111")
    assert await loaded(context) == [("J3112", "en")]
    await import_narratives(context, [english])
    assert await loaded(context) == [("J3111", "en"), ("J3112", "en")]


async def test_narratives_of_less_than_the_least_status_are_not_served(context: ImportContext) -> None:
    draft = narrative("J3111")
    approved = type(draft)("J3112.txt", b"---\nstatus: approved\n---\n" + narrative("J3112").content)
    await import_narratives(context, [draft, approved])
    for status, codes in (("draft", ["J3111", "J3112"]), ("reviewed", ["J3112"]), ("approved", ["J3112"])):
        library = Library(context.store, context.canonical_base, context.now, narrative_status=status)
        await library.refresh()
        (supplement,) = library.catalogue(FhirVersion.R4).supplements[SUPPLEMENT]
        assert [concept.code for concept in supplement.code_system.concepts] == codes
