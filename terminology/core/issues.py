"""Issue: one thing to say about a question or its answer; an OperationOutcome.issue before it is FHIR.

Severities, codes and expressions are FHIR's (https://hl7.org/fhir/R5/operationoutcome.html); `details_code` is from
http://hl7.org/fhir/tools/CodeSystem/tx-issue-type, `message_id` names the message in HL7's terminology ecosystem.
"""

from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Issue:
    """`text` is for people; `expression` is the FHIRPath of what it is about, in the words of the request."""

    severity: Severity
    code: str
    text: str
    details_code: str | None = None
    message_id: str | None = None
    expression: tuple[str, ...] = ()
    diagnostics: str | None = None

    def at(self, *expression: str) -> "Issue":
        """The same issue, about this place of the request."""
        # Said of each of thousands of codes: `replace` takes three times as long.
        return Issue(
            self.severity, self.code, self.text, self.details_code, self.message_id, expression, self.diagnostics
        )

    def as_severity(self, severity: Severity) -> "Issue":
        return replace(self, severity=severity)

    def with_sentence(self, sentence: str) -> "Issue":
        """The same issue with one sentence more."""
        return replace(self, text=f"{self.text}. {sentence}")
