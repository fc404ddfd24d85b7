import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, VersionConflict
from terminology.http.conditions import ANY, NONE_OF_OURS, criteria_of, if_match, refuse_existing
from terminology.http.requests import FhirRequest


def asked(**headers: str) -> FhirRequest:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return FhirRequest(FhirVersion.R5, "PUT", "ValueSet/x", "", headers=named)


@pytest.mark.parametrize(
    ("header", "version"),
    [('W/"3"', 3), ('"3"', 3), ("3", 3), ("*", ANY), ('W/"0"', NONE_OF_OURS), ('W/"abc"', NONE_OF_OURS)],
)
def test_a_version_is_read(header: str, version: int) -> None:
    assert if_match(asked(if_match=header)) == version


def test_without_the_header_there_is_no_condition() -> None:
    assert if_match(asked()) is None
    refuse_existing(asked(), is_there=True)


@pytest.mark.parametrize("header", ['W/"1", W/"2"', "", "a b"])
def test_an_invalid_version_is_refused(header: str) -> None:
    with pytest.raises(BadRequest):
        if_match(asked(if_match=header))


def test_if_none_match_star_refuses_an_existing_resource() -> None:
    refuse_existing(asked(if_none_match="*"), is_there=False)
    with pytest.raises(VersionConflict):
        refuse_existing(asked(if_none_match="*"), is_there=True)


@pytest.mark.parametrize(
    "condition",
    [
        "url=https://a.org/x&version=1",
        "?url=https://a.org/x&version=1",
        "ValueSet?url=https://a.org/x&version=1",
        "https://tx.example.org/r4/ValueSet?url=https://a.org/x&version=1",
    ],
)
def test_criteria_may_follow_a_url_or_not(condition: str) -> None:
    assert criteria_of(condition, "ValueSet").removeprefix("?") == "url=https://a.org/x&version=1"


def test_criteria_may_have_a_question_mark_and_are_not_about_another_type() -> None:
    assert criteria_of("url=https://a.org/x?y=1", "ValueSet") == "url=https://a.org/x?y=1"
    with pytest.raises(BadRequest, match="the resource to create is a ValueSet"):
        criteria_of("CodeSystem?url=x", "ValueSet")
