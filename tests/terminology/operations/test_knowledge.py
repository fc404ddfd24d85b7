from dataclasses import replace

import pytest

from seed.hcpcs.code_system import URL, hcpcs_header
from seed.hcpcs.source import SOURCE
from terminology.core.catalogue import Catalogue
from terminology.core.days import parse_days
from terminology.core.errors import UnknownCode
from terminology.core.model import CodeSystem, Coding, Concept, Property, Value
from terminology.core.requests import Context
from terminology.core.value_sets import Compose
from terminology.providers.as_of import History
from terminology.providers.generic import in_memory
from tests.builders.catalogue import all_of, codes_of, imports, value_set_of
from tests.builders.operations import expansion_of, flat, looked_up, validation_of

BASE = "https://terminology.example.org/fhir"
A1 = Concept("A1", "A code", properties=(Property("effectiveDate", Value("dateTime", "2019-01-01")),))
A2 = Concept("A2", "A later code", properties=(Property("effectiveDate", Value("dateTime", "2022-01-01")),))
RELEASES = [
    in_memory(CodeSystem(hcpcs_header("2020-07", BASE), (A1,))),
    in_memory(CodeSystem(hcpcs_header("2023-01", BASE), (A1, A2))),
]
CATALOGUE = replace(
    Catalogue(histories={URL: History(RELEASES)}).with_resources(code_systems=RELEASES),
    rules={rules.url: rules for rules in SOURCE.systems},
)
ALL = value_set_of(all_of(URL))


def on(day: str) -> Context:
    return Context(days=parse_days(day))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2020-09-30", None),
        ("2021-05-01", "release 2020-07 covers days through 2020-09-30, and the next loaded release is 2023-01"),
        ("2023-03-31", None),
        ("2024-02-01", "the newest loaded release is 2023-01 and covers days through 2023-03-31"),
    ],
)
def test_a_day_that_no_release_covers_is_always_answered_with_a_notice(day: str, text: str | None) -> None:
    expected = [] if text is None else [f"{day}: {text}"]
    assert [item.text for item in looked_up(CATALOGUE, "A1", on(day), system=URL).issues] == expected
    for value_set in (ALL, None):
        answer = validation_of(CATALOGUE, value_set, Coding(URL, "A1"), context=on(day))
        assert answer.is_valid
        assert [item.text for item in answer.issues if item.severity == "warning"] == expected
    parameters = expansion_of(CATALOGUE, ALL, on(day)).parameters
    assert [item.content for item in parameters if item.name == "warning"] == expected


def test_an_unknown_code_says_it_too() -> None:
    with pytest.raises(UnknownCode) as caught:
        looked_up(CATALOGUE, "Z9", on("2024-02-01"), system=URL)
    assert [item.severity for item in caught.value.issues] == ["error", "warning"]
    answer = validation_of(CATALOGUE, ALL, Coding(URL, "Z9"), context=on("2024-02-01"))
    assert any("the newest loaded release is 2023-01" in item.text for item in answer.issues)


def test_a_text_of_a_later_release_is_called_so() -> None:
    texts = [item.text for item in looked_up(CATALOGUE, "A2", on("2022-02-15"), system=URL).issues]
    assert any("The text is from the later release 2023-01" in text for text in texts)


def test_a_requested_version_speaks_only_for_itself() -> None:
    answer = looked_up(CATALOGUE, "A1", on("2023-02-01"), system=URL, version="2020-07")
    assert [item.text for item in answer.issues] == ["2023-02-01: release 2020-07 covers days through 2020-09-30"]


def test_enumerated_codes_that_the_release_lacks_are_named() -> None:
    listed = value_set_of(codes_of("A1", "Z8", "Z9", system=URL))
    warnings = [item.content for item in expansion_of(CATALOGUE, listed).parameters if item.name == "warning"]
    assert warnings == [f"The value set enumerates codes that {URL}|2023-01 does not have: Z8, Z9"]


def test_a_day_before_the_earliest_release_is_never_answered_without_saying_so() -> None:
    """The notice for a known code is about its text; for many codes and for an unknown one, about the result."""
    message = "the earliest loaded release is 2020-07: it lacks codes that ended earlier"
    for context in (on("2019-06-01"), on("2019")):
        parameters = expansion_of(CATALOGUE, ALL, context).parameters
        (warning,) = [item.content for item in parameters if item.name == "warning"]
        assert message in str(warning)
        answer = validation_of(CATALOGUE, ALL, Coding(URL, "Z9"), context=context)
        assert sum(message in item.text for item in answer.issues) == 1
        with pytest.raises(UnknownCode) as caught:
            looked_up(CATALOGUE, "Z9", context, system=URL)
        assert message in caught.value.issues[-1].text
        known = validation_of(CATALOGUE, ALL, Coding(URL, "A1"), context=context)
        assert ["including billing units" in item.text for item in known.issues if item.severity == "warning"] == [True]
    locked = replace(ALL, compose=Compose((all_of(URL),), locked_date="2019-06-01"))
    assert any(message in str(item.content) for item in expansion_of(CATALOGUE, locked).parameters)
    pinned = expansion_of(CATALOGUE, value_set_of(all_of(URL, "2023-01")), on("2020-08-01")).parameters
    assert any("release 2023-01 is later" in str(item.content) for item in pinned)


def test_the_locked_date_of_an_imported_value_set_applies_to_its_includes() -> None:
    inner, outer = "http://example.org/vs/inner", value_set_of(imports("http://example.org/vs/inner"))
    both = Compose((all_of(URL), imports(inner)), locked_date="2020-08-01")
    open_ended = value_set_of(all_of(URL), url=inner)
    locked = replace(open_ended, compose=Compose((all_of(URL),), locked_date="2020-08-01"))
    for known, value_set, codes in (
        (locked, outer, ["A1"]),
        (open_ended, outer, ["A1", "A2"]),
        (open_ended, replace(outer, compose=Compose((imports(inner),), locked_date="2020-08-01")), ["A1"]),
        (open_ended, replace(outer, compose=both), ["A1"]),
        (locked, value_set_of(all_of(URL), imports(inner)), ["A1", "A2"]),
    ):
        catalogue = CATALOGUE.with_resources(value_sets=(known,))
        contains = expansion_of(catalogue, value_set).contains
        assert sorted({item.code or "" for item in flat(contains)}) == codes
        assert validation_of(catalogue, value_set, Coding(URL, "A2")).is_valid is ("A2" in codes)
        assert validation_of(catalogue, value_set, Coding(URL, "A1")).is_valid
