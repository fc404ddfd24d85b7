from seed.ndc.plausibility import find_problems
from seed.release import ResourceSet, Source
from seed.sources import Previous
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Element, Group


def quarter(version: str, products: int) -> ConceptMap:
    elements = tuple(Element(f"{number:05}-0000-00") for number in range(products))
    return ConceptMap(ConceptMapHeader(url="m", version=version), (Group("n", "h", elements),))


def remedies(new: ConceptMap, previous: Previous) -> list[str | None]:
    found = ResourceSet((new,), Source("a.csv", "00", 1), 0, 0)
    return [problem.unless for problem in find_problems(previous, found)]


def test_products_come_and_go_but_most_stay() -> None:
    old = quarter("2025-07", 100)
    assert remedies(quarter("2025-10", 100), Previous()) == []
    assert remedies(quarter("2025-10", 130), Previous(older=old)) == []
    assert remedies(quarter("2025-10", 85), Previous(older=old)) == [None]
    assert remedies(quarter("2025-10", 70), Previous(older=old)) == ["--accept-incomplete"]
    assert remedies(quarter("2025-07", 70), Previous(same=old)) == ["--accept-incomplete"]
