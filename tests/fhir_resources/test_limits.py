import pytest

from fhir_resources.limits import LIMITS, Limits, refuse_codings_over
from terminology.core.errors import BadRequest


def test_as_many_codings_as_allowed_are_read() -> None:
    refuse_codings_over(LIMITS.codings, "codeableConcept")


def test_one_coding_more_is_refused_with_the_limit_in_the_sentence() -> None:
    with pytest.raises(BadRequest) as caught:
        refuse_codings_over(4, "codeableConcept", Limits(codings=3))
    [issue] = caught.value.issues
    assert issue.text == "codeableConcept has 4 codings, and 3 are the maximum"
    assert issue.expression == ("codeableConcept.coding",)
