from seed.rbcs.plausibility import find_problems
from seed.release import ResourceSet, Source
from seed.sources import Previous
from terminology.core.model import CodeSystem, CodeSystemHeader
from tests.builders.catalogue import concept_of


def year(version: str, **categories: int) -> CodeSystem:
    concepts = [
        concept_of(f"{category[0]}{number:04}", rbcsCategory=category)
        for category, codes in categories.items()
        for number in range(codes)
    ]
    return CodeSystem(CodeSystemHeader("r", version, content="supplement"), tuple(concepts))


def remedies(new: CodeSystem, previous: Previous) -> list[str | None]:
    found = ResourceSet((new,), Source("a.csv", "00", 1), 0, 0)
    return [problem.unless for problem in find_problems(previous, found)]


def test_codes_and_categories_stay_from_year_to_year() -> None:
    old = year("2023", Treatment=95, Imaging=5)
    assert remedies(year("2024", Treatment=96, Imaging=5), Previous(older=old)) == []
    assert remedies(year("2024", Treatment=92, Imaging=5), Previous(older=old)) == [None]
    assert remedies(year("2024", Treatment=95), Previous(older=old)) == [None, "--accept-incomplete"]
    assert remedies(year("2024", Treatment=80, Imaging=5), Previous(older=old)) == ["--accept-incomplete"]
