"""The OperationOutcome of an error: its issues, and the request id to find it in the log."""

from typing import Any

from fhir_resources.operation_outcome import operation_outcome
from terminology.core.errors import TerminologyError
from terminology.http.errors import HttpError, issues_of


def outcome_of(error: TerminologyError | HttpError, request_id: str) -> dict[str, Any]:
    """The id is a separate issue with only diagnostics, so that the operations' own issues stay unchanged."""
    outcome = operation_outcome(issues_of(error))
    note = {"severity": "information", "code": "informational", "diagnostics": f"X-Request-Id: {request_id}"}
    outcome["issue"].append(note)
    return outcome
