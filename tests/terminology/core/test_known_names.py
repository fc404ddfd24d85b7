from dataclasses import replace

from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Element, Group, Target
from terminology.core.days import Days, parse_days
from terminology.core.known_names import known_names, product_name_notices
from terminology.core.model import Designation
from terminology.core.supplements import Supplement
from terminology.core.system_rules import SystemRules
from tests.builders.catalogue import SYSTEM, catalogue_of, code_system_of, concept_of, supplement_of

NDC = "http://hl7.org/fhir/sid/ndc"
WALKERS = code_system_of(concept_of("E0130", "Walker"))
NARRATIVES = Supplement(supplement_of(concept_of("E0130", None, Designation("Zimmer frame"))).code_system, True)
RULES = {NDC: SystemRules(url=NDC, title="NDC", naming_maps=("/ConceptMap/products",))}


def products(start: str, brand: str, end: str | None = None) -> ConceptMap:
    header = ConceptMapHeader(
        url="https://terminology.example.org/fhir/ConceptMap/products",
        version=start,
        effective_start=start,
        effective_end=end,
    )
    targets = (Target("E0130", "source-is-narrower-than-target"), Target("E0131", "not-related-to"))
    return ConceptMap(header, (Group(NDC, SYSTEM, (Element("1", brand, targets=targets), Element("2"))),))


def names(day: str | None, catalogue: Catalogue) -> list[dict[str, tuple[str, ...]]]:
    days: Days | None = parse_days(day) if day else None
    return [dict(item.names) for item in known_names(catalogue, catalogue.code_systems[SYSTEM][0], days)]


CATALOGUE = replace(catalogue_of(WALKERS), rules=RULES).with_resources(
    concept_maps=[products("2025-07-01", "Oldwalk"), products("2025-10-01", "Newwalk")]
)

DATED = replace(catalogue_of(WALKERS), rules=RULES).with_resources(
    concept_maps=[products("2025-10-01", "Newwalk", "2025-12-31")]
)


def test_products_name_the_codes_that_a_map_leads_them_to() -> None:
    assert names(None, CATALOGUE) == [{"E0130": ("Newwalk",)}]


def test_the_day_chooses_the_quarter_and_the_last_one_before_it_answers() -> None:
    assert names("2025-08-01", CATALOGUE) == [{"E0130": ("Oldwalk",)}]
    assert names("2026-08-01", CATALOGUE) == [{"E0130": ("Newwalk",)}]
    assert names("2025-01-01", CATALOGUE) == []


def test_names_for_days_that_no_map_covers_have_a_notice() -> None:
    def sentences(day: str) -> list[str]:
        days = parse_days(day)
        assert days is not None
        return list(product_name_notices(DATED, SYSTEM, days))

    url = "https://terminology.example.org/fhir/ConceptMap/products"
    assert sentences("2025-11-01") == []
    label = "2025-10-01, the latest loaded quarter before that day"
    assert sentences("2026-08-01") == [f"2026-08-01: product names come from {url}|{label}"]
    assert sentences("2025-01-01") == [
        f"2025-01-01: {url} covers days from 2025-10-01: codes are not found by product name"
    ]


def test_supplements_that_are_shown_by_default_name_codes_unless_they_do_so_already() -> None:
    catalogue = CATALOGUE.with_resources(supplements=[NARRATIVES])
    provider = catalogue.code_systems[SYSTEM][0]
    assert {"E0130": ("Zimmer frame",)} in names(None, catalogue)
    assert len(known_names(catalogue, provider, None, named=(NARRATIVES,))) == 1


def test_the_names_are_the_same_object_each_time_so_that_an_index_of_them_is_made_once() -> None:
    provider = CATALOGUE.code_systems[SYSTEM][0]
    assert known_names(CATALOGUE, provider, None) == known_names(CATALOGUE, provider, None)
