"""The OperationOutcome of an error: its issues, and the request id for whoever has to look into the log."""

from typing import Any

from fhir_resources.operation_outcome import operation_outcome
from terminology.core.errors import TerminologyError
from terminology.http.errors import HttpError, issues_of


def outcome_of(error: TerminologyError | HttpError, request_id: str) -> dict[str, Any]:
    """The id is an issue of its own, with nothing but diagnostics, so that the issues say what the operations said."""
    outcome = operation_outcome(issues_of(error))
    note = {"severity": "information", "code": "informational", "diagnostics": f"X-Request-Id: {request_id}"}
    outcome["issue"].append(note)
    return outcome
