"""How strict a validation is to be."""

import pytest

from fhir_resources.operation_definitions import CODE_SYSTEM_VALIDATE_CODE
from fhir_resources.operations.validation_options import allows_abstract, is_display_lenient
from fhir_resources.parameters import Parameters, parameters_from_query


def asked(*query: tuple[str, str]) -> Parameters:
    return Parameters(CODE_SYSTEM_VALIDATE_CODE, parameters_from_query(query))


@pytest.mark.parametrize(("query", "expected"), [((), True), ((("abstract", "true"),), True)])
def test_abstract_codes_are_allowed_unless_the_request_excludes_them(
    query: tuple[tuple[str, str]], expected: bool
) -> None:
    assert allows_abstract(asked(*query)) is expected
    assert allows_abstract(asked(("abstract", "false"))) is False


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ((), False),
        ((("lenient-display-validation", "true"),), True),
        ((("lenient-display-validation", "false"),), False),
        ((("mode", "lenient-display-validation"),), True),
        ((("mode", "something-else"), ("mode", "lenient-display-validation")), True),
        ((("mode", "something-else"),), False),
    ],
)
def test_lenient_display_validation_has_two_forms(query: tuple[tuple[str, str]], expected: bool) -> None:
    assert is_display_lenient(asked(*query)) is expected
