from dataclasses import replace

from terminology.core.model import Concept
from terminology.pages.language_names import LANGUAGE_TAGS, language_name
from tests.builders.catalogue import catalogue_of, code_system_of


def test_a_language_has_its_name_and_an_unknown_one_its_tag() -> None:
    named = code_system_of(Concept("en", "English"))
    catalogue = catalogue_of(replace(named, header=replace(named.header, url=LANGUAGE_TAGS)))
    assert [language_name(catalogue, tag) for tag in ("en", "xx")] == ["English", "xx"]
    assert language_name(catalogue_of(), "en") == "en"
