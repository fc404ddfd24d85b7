"""With a grammar of Roman numerals, of which I and V are listed: any sequence of I and V is a code."""

import re

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.code_set_algebra import Translation
from terminology.core.code_sets import CodeSet
from terminology.core.errors import TooCostly
from terminology.core.model import CodeSystemHeader, Coding, Concept
from terminology.core.value_sets import Filter
from terminology.operations.expansion.parameters import UNCLOSED
from terminology.providers import grammar
from terminology.providers.grammar import GrammarCodeSystem
from tests.builders.catalogue import SYSTEM, all_of, codes_of, filtered, value_set_of
from tests.builders.operations import expanded_codes, expansion_of, looked_up, validation_of

HEADER = CodeSystemHeader(url=SYSTEM, has_grammar=True, case_sensitive=False)


def find(text: str) -> Concept | None:
    return Concept(text.upper(), f"number {text.upper()}") if re.fullmatch("[IVX]{1,9}", text, re.IGNORECASE) else None


def numerals() -> GrammarCodeSystem:
    return GrammarCodeSystem(HEADER, lambda: (Concept("I", "one"), Concept("V", "five")), find)


KNOWN = Catalogue().with_resources(code_systems=(numerals(),))
EVERYTHING = value_set_of(all_of())


def test_expressions_of_the_grammar_are_codes_and_others_are_not() -> None:
    assert numerals().locate("XII") == Concept("XII", "number XII")
    assert numerals().locate("I") == Concept("I", "one")
    assert numerals().locate("abc") is None
    assert looked_up(KNOWN, "xii").code == "XII"
    assert validation_of(KNOWN, None, "XII").is_valid
    assert not validation_of(KNOWN, None, "abc").is_valid


def test_a_request_numbers_new_codes_after_the_listed_ones() -> None:
    session, other = numerals().session(), numerals().session()
    assert [session.ordinal(code) for code in ("XII", "I", "xii", "abc", "VX", "v")] == [2, 0, 2, None, 3, 1]
    assert (session.count, other.count) == (4, 2)
    assert [concept.code for concept in session.concepts()] == ["I", "V", "XII", "VX"]
    assert session.concept(3).code == "VX"
    assert numerals().ordinal("XII") is None


def test_a_value_set_of_all_has_every_code_and_its_expansion_says_that_it_is_not_all() -> None:
    assert validation_of(KNOWN, EVERYTHING, "XII").is_valid
    assert not validation_of(KNOWN, EVERYTHING, "abc").is_valid
    expansion = expansion_of(KNOWN, EVERYTHING)
    assert [entry.code for entry in expansion.contains] == ["I", "V"]
    assert expansion.extensions[0].url == UNCLOSED


def test_enumerated_codes_are_members_and_the_expansion_is_complete() -> None:
    listed = value_set_of(codes_of("XII", "abc", "V"))
    expansion = expansion_of(KNOWN, listed)
    assert [(entry.code, entry.display) for entry in expansion.contains] == [("XII", "number XII"), ("V", "five")]
    assert expansion.extensions == ()
    assert validation_of(KNOWN, listed, "XII").is_valid
    assert not validation_of(KNOWN, listed, "XI").is_valid


def test_an_exclude_removes_codes_that_are_not_listed() -> None:
    assert expanded_codes(KNOWN, value_set_of(codes_of("XII", "VX"), exclude=(all_of(),))) == []
    assert expanded_codes(KNOWN, value_set_of(codes_of("XII", "VX"), exclude=(codes_of("XII"),))) == ["VX"]
    less = value_set_of(all_of(), exclude=(codes_of("XII"),))
    assert [validation_of(KNOWN, less, code).is_valid for code in ("XII", "XIII")] == [False, True]


def test_filters_see_the_codes_that_were_met() -> None:
    tens = value_set_of(filtered(("code", "regex", "X.*")))
    assert [validation_of(KNOWN, tens, code).is_valid for code in ("XII", "VII", "V")] == [True, False, False]
    session = numerals().session()
    session.ordinal("XII")
    assert session.select(Filter("code", "regex", "X.*|V"), "", lambda: None) == 0b110


def test_codes_are_carried_over_to_another_request() -> None:
    one, other = numerals().session(), numerals().session()
    ordinal = one.ordinal("XII")
    assert ordinal is not None
    assert Translation([CodeSet(one, 1 << ordinal)]).ordinals(other) == 0b100


def test_the_codes_a_request_can_derive_from_a_grammar_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "MAX_UNLISTED", 2)
    session = numerals().session()
    assert [session.ordinal(code) for code in ("XI", "XII", "XI")] == [2, 3, 2]
    with pytest.raises(TooCostly):
        session.ordinal("XIII")


def test_the_code_system_is_read_on_first_use() -> None:
    def read() -> tuple[Concept, ...]:
        raise AssertionError("asked")

    lazy = GrammarCodeSystem(HEADER, read, None)
    Catalogue().with_resources(code_systems=(lazy,))
    with pytest.raises(AssertionError, match="asked"):
        lazy.locate("I")


def test_without_a_grammar_it_is_what_is_listed() -> None:
    plain = GrammarCodeSystem(CodeSystemHeader(url=SYSTEM), lambda: (Concept("I"),), None)
    known = Catalogue().with_resources(code_systems=(plain,))
    assert expanded_codes(known, EVERYTHING) == ["I"]
    assert not validation_of(known, EVERYTHING, Coding(SYSTEM, "XII")).is_valid


def test_a_version_without_its_codes_is_not_used_by_default() -> None:
    elsewhere = GrammarCodeSystem(CodeSystemHeader(url=SYSTEM, version="9", content="not-present"), tuple, None)
    known = KNOWN.with_resources(code_systems=(elsewhere,))
    assert validation_of(known, EVERYTHING, "XII").is_valid
