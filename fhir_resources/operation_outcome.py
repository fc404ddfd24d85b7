"""OperationOutcome: core's issues as FHIR. The same JSON is R4 and R5.

Sources: https://hl7.org/fhir/R5/operationoutcome.html, and for details.coding and the message id HL7's terminology
ecosystem, https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/.
"""

from collections.abc import Iterable

from fhir_resources.elements import Json, members
from terminology.core.issues import Issue

ISSUE_TYPES = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type"
MESSAGE_ID = "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id"


def operation_outcome(issues: Iterable[Issue]) -> Json:
    """The resource, issues in order. Without issues, which FHIR does not allow, it has one that says `All OK`."""
    written = [_write_issue(issue) for issue in issues]
    return {
        "resourceType": "OperationOutcome",
        "issue": written or [_write_issue(Issue("information", "informational", "All OK"))],
    }


def _write_issue(issue: Issue) -> Json:
    coding = [{"system": ISSUE_TYPES, "code": issue.details_code}] if issue.details_code else []
    message_id = [{"url": MESSAGE_ID, "valueString": issue.message_id}] if issue.message_id else []
    return members(
        extension=message_id,
        severity=issue.severity,
        code=issue.code,
        details=members(coding=coding, text=issue.text),
        diagnostics=issue.diagnostics,
        expression=list(issue.expression),
    )
