from fhir_resources import models
from fhir_resources.version import FhirVersion
from terminology.http.errors import NotFound
from terminology.http.outcomes import outcome_of


def test_the_request_id_is_a_separate_issue_after_the_others() -> None:
    outcome = outcome_of(NotFound("Not here."), "abc")
    assert [issue["severity"] for issue in outcome["issue"]] == ["error", "information"]
    assert outcome["issue"][0]["details"]["text"] == "Not here."
    assert outcome["issue"][1]["diagnostics"] == "X-Request-Id: abc"
    assert all(models.check(outcome, version) == () for version in FhirVersion)
