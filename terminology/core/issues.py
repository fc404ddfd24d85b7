"""Issue: one problem or remark about a request or its answer; the source of an OperationOutcome.issue.

Severities, codes and expressions are FHIR's (https://hl7.org/fhir/R5/operationoutcome.html); `details_code` is from
http://hl7.org/fhir/tools/CodeSystem/tx-issue-type, `message_id` names the message in HL7's terminology ecosystem.
"""

from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Issue:
    """`text` is for people; `expression` is the FHIRPath of the request element it is about."""

    severity: Severity
    code: str
    text: str
    details_code: str | None = None
    message_id: str | None = None
    expression: tuple[str, ...] = ()
    diagnostics: str | None = None

    def at(self, *expression: str) -> "Issue":
        """A copy of the issue about this element of the request."""
        # Called for each of thousands of codes: `replace` takes three times as long.
        return Issue(
            self.severity, self.code, self.text, self.details_code, self.message_id, expression, self.diagnostics
        )

    def as_severity(self, severity: Severity) -> "Issue":
        return replace(self, severity=severity)

    def with_sentence(self, sentence: str) -> "Issue":
        """A copy of the issue with another sentence."""
        return replace(self, text=f"{self.text}. {sentence}")
