"""Texts about one period of a code: J1440 was filgrastim until 2013 and is fecal microbiota since 2023."""

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.days import parse_days
from terminology.core.languages import parse_languages
from terminology.core.meanings import NARRATIVE, chosen_by_language, described_meaning, with_texts_of_this_meaning
from terminology.core.model import Designation, Extension, PropertyDefinition, Value
from terminology.core.requests import Context
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.core.supplements import Supplement
from terminology.providers.as_of import History
from terminology.providers.generic import in_memory
from tests.builders.catalogue import SYSTEM, code_system_of, concept_of, supplement_of
from tests.builders.operations import context_of, looked_up

FILGRASTIM = "Injection, filgrastim (g-csf), 300 mcg"
FECAL = "Fecal microbiota, live - jslm, 1 ml"
DATES = tuple(
    PropertyDefinition(code, "dateTime", CONCEPT_PROPERTIES + code) for code in ("effectiveDate", "retirementDate")
)
OLD = code_system_of(
    concept_of("J1440", FILGRASTIM, effectiveDate="1994-01-01", retirementDate="2013-12-31"),
    version="2013-01",
    properties=DATES,
)
NEW = code_system_of(concept_of("J1440", FECAL, effectiveDate="2023-07-01"), version="2025-10", properties=DATES)


def text(value: str, about: str | None, language: str = "en") -> Designation:
    inner = (Extension("about", Value("string", about)),) if about else ()
    return Designation(value, language, extensions=(Extension("http://base" + NARRATIVE, extensions=inner),))


NARRATIVES = supplement_of(
    concept_of(
        "J1440",
        None,
        text("It helps white blood cells.", FILGRASTIM),
        text("It brings back good bacteria.", "Fecal microbiota"),
        text("Ayuda a los glóbulos blancos.", FILGRASTIM, "es"),
        text("For whomever.", None),
    ),
    is_default=True,
)


def known(*releases: object) -> Catalogue:
    providers = [in_memory(item) for item in releases]  # type: ignore[arg-type]
    return Catalogue(histories={SYSTEM: History(providers)}).with_resources(providers, [NARRATIVES])


def shown(catalogue: Catalogue, context: Context | None = None, version: str | None = None) -> list[str]:
    result = looked_up(catalogue, "J1440", context or Context(), version=version)
    return [item.value for item in result.designations if item.extensions]


BLOOD, BACTERIA, SANGRE, ANY = (item.value for item in NARRATIVES.code_system.concepts[0].designations)


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2013-12-31", [BLOOD, SANGRE, ANY]),
        ("2014-01-01", [ANY]),
        ("2023-07-01", [BACTERIA, ANY]),
        (None, [BACTERIA, ANY]),
    ],
)
def test_a_text_is_shown_with_its_period_and_no_other(day: str | None, texts: list[str]) -> None:
    context = Context(days=parse_days(day)) if day else None
    assert shown(known(OLD, NEW), context) == texts


def test_a_version_is_about_the_period_that_it_states() -> None:
    assert shown(known(OLD, NEW), version="2013-01") == [BLOOD, SANGRE, ANY]


def test_a_release_with_less_knowledge_of_a_period_is_answered_for_a_day() -> None:
    earlier = code_system_of(
        concept_of("J1440", FECAL, effectiveDate="2023-07-01"), version="2023-07", properties=DATES
    )
    day = Context(days=parse_days("2025-11-03"))
    for version in ("*", "2025-*", "2025-10"):
        assert shown(known(OLD, earlier, NEW), day, version) == [BACTERIA, ANY]


def test_a_text_about_a_period_in_no_release_is_never_shown() -> None:
    assert shown(known(NEW)) == [BACTERIA, ANY]


def test_a_new_wording_of_the_same_period_keeps_its_text() -> None:
    reworded = code_system_of(
        concept_of("J1440", "Injection of a growth factor", effectiveDate="1994-01-01"),
        version="2013-04",
        properties=DATES,
    )
    newest = code_system_of(
        concept_of("J1440", FILGRASTIM, effectiveDate="1994-01-01"), version="2013-07", properties=DATES
    )
    catalogue = known(reworded, newest)
    assert shown(catalogue, version="2013-04") == [BLOOD, SANGRE, ANY]


def test_texts_in_the_requested_language_are_shown_or_else_all() -> None:
    catalogue = known(OLD)
    assert shown(catalogue, context_of("es")) == [SANGRE]
    assert shown(catalogue, context_of("es-MX")) == [SANGRE]
    assert shown(catalogue, context_of("de")) == [BLOOD, SANGRE, ANY]
    plain = Designation("Kurz", "de")
    designations = (plain, *NARRATIVES.code_system.concepts[0].designations)
    assert chosen_by_language(designations, parse_languages("es"))[0] == plain


def test_the_subject_of_a_text_is_read_from_the_extension() -> None:
    assert described_meaning([text("x", "y")]) == "y"
    assert described_meaning([text("x", None), text("x", "y")]) is None
    assert described_meaning([]) is None


def test_the_supplement_stays_complete() -> None:
    assert isinstance(NARRATIVES, Supplement)
    assert len(NARRATIVES.code_system.concepts[0].designations) == 4


def test_codes_are_found_by_texts_about_what_they_mean_now() -> None:
    (concept,) = with_texts_of_this_meaning(NARRATIVES.code_system.concepts, in_memory(NEW))
    assert [item.value for item in concept.designations] == [BACTERIA, ANY]
    unknown = in_memory(code_system_of("a"))
    assert list(with_texts_of_this_meaning(NARRATIVES.code_system.concepts, unknown)) == list(
        NARRATIVES.code_system.concepts
    )
