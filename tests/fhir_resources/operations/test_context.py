"""Parameters common to all requests."""

import pytest

from fhir_resources.operation_definitions import EXPAND, LOOKUP, SUBSUMES, OperationDefinition
from fhir_resources.operations import context
from fhir_resources.parameters import Parameters, parameters_from_query
from terminology.core.errors import BadRequest
from terminology.core.languages import NO_PREFERENCE
from terminology.core.requests import Context


def asked(operation: OperationDefinition, *query: tuple[str, str]) -> Parameters:
    return Parameters(operation, parameters_from_query(query))


def test_a_missing_header_means_no_preference() -> None:
    assert context.read(asked(EXPAND)) == Context()


def test_the_parameter_and_the_header_are_distinguished() -> None:
    read = context.read(asked(LOOKUP, ("displayLanguage", "de, en;q=0.5")), "fr")
    assert read.languages.tags == ("de", "en")
    assert read.header_languages.tags == ("fr",)


def test_an_invalid_language_is_refused() -> None:
    with pytest.raises(BadRequest) as error:
        context.read(asked(LOOKUP, ("displayLanguage", "no language!")))
    assert error.value.issues[0].text == "Invalid displayLanguage: 'no language!'"


@pytest.mark.parametrize("header", ["en_US", "de;q=2", "!", "de;level=1"])
def test_a_header_that_cannot_be_read_is_skipped(header: str) -> None:
    assert context.read(asked(LOOKUP), header).header_languages == NO_PREFERENCE


def test_versions_and_supplements_are_retained_as_they_are_written() -> None:
    read = context.read(
        asked(
            EXPAND,
            ("system-version", "http://a|1"),
            ("system-version", "http://b|2"),
            ("check-system-version", "http://c|3"),
            ("force-system-version", "http://d|4"),
            ("default-valueset-version", "http://e|5"),
            ("useSupplement", "http://f"),
        )
    )
    assert read.versions.system == ("http://a|1", "http://b|2")
    assert (read.versions.check, read.versions.force) == (("http://c|3",), ("http://d|4",))
    assert (read.versions.value_set, read.supplements) == (("http://e|5",), ("http://f",))


def test_undefined_parameters_count_as_absent() -> None:
    assert context.read(asked(SUBSUMES, ("displayLanguage", "de"), ("useSupplement", "http://f"))) == Context()
