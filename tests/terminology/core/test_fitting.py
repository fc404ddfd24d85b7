import pytest

from terminology.core.fitting import best_fit, fit

FILGRASTIM = "Injection, filgrastim (g-csf), 300 mcg"
FECAL = "Fecal microbiota, live - jslm, 1 ml"


@pytest.mark.parametrize(
    ("title", "descriptor"),
    [
        (FILGRASTIM.upper(), FILGRASTIM),
        ("Injection,  filgrastim (g-csf)...", FILGRASTIM),
        ("Injection, filgrastim…", FILGRASTIM),
    ],
)
def test_a_full_title_matches_in_any_case_and_when_truncated(title: str, descriptor: str) -> None:
    assert fit(title, descriptor) == 1


@pytest.mark.parametrize(
    ("title", "descriptor"),
    [
        ("Romosozumab injection", "Injection, romosozumab-aqqg, 1 mg"),
        ("Injection, filgrastim (g-csf), 300 micrograms", FILGRASTIM),
        ("Wheelchair, standard", "Standard wheelchair"),
    ],
)
def test_a_title_matches_by_its_words(title: str, descriptor: str) -> None:
    assert 0 < fit(title, descriptor) < 1


@pytest.mark.parametrize(
    ("title", "descriptor"),
    [
        (FILGRASTIM, FECAL),
        ("Injection, filgrastim (g-csf), 480 mcg", FILGRASTIM),
        ("Injection, 1 mg", "Injection, romosozumab-aqqg, 1 mg"),
        ("...", FECAL),
        ("", FECAL),
        (FECAL, ""),
    ],
)
def test_other_words_another_dose_or_only_common_words_do_not_match(title: str, descriptor: str) -> None:
    assert fit(title, descriptor) == 0


def test_one_word_or_stem_of_a_translation_is_enough() -> None:
    assert fit("Servicio de ambulancia", "Ambulance service, outside state", is_translation=True) > 0
    assert fit("Silla de ruedas", "Ambulance service, outside state", is_translation=True) == 0


def test_the_best_of_several_descriptors_is_found() -> None:
    assert best_fit("Filgrastim (g-csf)", [FECAL, FILGRASTIM]) == FILGRASTIM
    assert best_fit("A chair", [FECAL, FILGRASTIM]) is None
    assert best_fit("A chair", []) is None
