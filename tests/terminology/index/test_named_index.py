from terminology.core.code_names import CodeNames
from terminology.index.named_index import NamedIndex
from terminology.index.text_index import Entry, index_of

PLACES = {"J3111": [0, 1], "E0130": [2]}
INDEX = NamedIndex(
    index_of([Entry("J3111", ("Romosozumab",)), Entry("J3111", ("Romosozumab, old",)), Entry("E0130", ("Walker",))]),
    lambda code: PLACES.get(code, ()),
)
BRANDS = CodeNames({"J3111": ("Evenity",), "Z": ("Evenity plus",)})
TOLD = CodeNames({"J3111": ("Bone shot",)}, {"E0130": ("Walking after an evenity of years",), "J3111": ("Bones",)})


def test_a_name_counts_wherever_its_code_is() -> None:
    assert list(INDEX.search("evenity", (BRANDS,))) == [0, 1]
    assert list(INDEX.search("evenity")) == []


def test_texts_about_a_code_find_it_after_all_that_are_so_named() -> None:
    found = INDEX.search("evenity", (BRANDS, TOLD))
    assert list(found) == [0, 1, 2]
    assert found.exact == 3


def test_other_names_are_not_rebuilt_on_another_access() -> None:
    assert list(INDEX.search("bone", (TOLD,))) == [0, 1]
    assert list(INDEX.search("bone", (BRANDS,))) == []
    assert list(INDEX.search("bone", (TOLD,))) == [0, 1]
