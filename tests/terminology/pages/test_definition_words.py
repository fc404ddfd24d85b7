from terminology.core.value_sets import Compose
from terminology.library.resources import ResourceIndex
from terminology.pages.definition_words import Definition, definition_of
from tests.builders.catalogue import SYSTEM, all_of, catalogue_of, code_system_of, codes_of, filtered, imports

CATALOGUE = catalogue_of(code_system_of("a", title="Fruit"))


def words_of(compose: Compose) -> Definition:
    return definition_of(compose, CATALOGUE, ResourceIndex())


def test_a_definition_reads_as_a_sentence() -> None:
    compose = Compose(
        (
            all_of(),
            codes_of("a", "b"),
            filtered(("chapter", "=", "J"), ("concept", "is-a", "X"), ("price", "exists", "true")),
        ),
        (imports("http://x/vs|2"),),
        inactive=False,
    )
    words = words_of(compose)
    assert [(item.what, item.system) for item in words.includes] == [
        ("every code of", "Fruit"),
        ("2 listed codes of", "Fruit"),
        ("every code of", "Fruit"),
    ]
    assert words.includes[2].conditions == ("chapter is J", "the code is, or is below, X", "price is stated")
    assert words.includes[1].codes == ("a", "b")
    assert words.excludes[0].conditions == ("it is in the value set http://x/vs 2",)
    assert words.only_active


def test_a_code_system_that_is_not_here_is_named_by_its_address() -> None:
    [clause] = words_of(Compose((all_of("urn:unknown"),))).includes
    assert (clause.system, clause.href) == ("urn:unknown", None)
    assert words_of(Compose((all_of(SYSTEM),))).includes[0].system == "Fruit"
