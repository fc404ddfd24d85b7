"""The errors of a question that cannot be answered. `http/errors.py` alone gives them an HTTP status.

    TerminologyError
    ├── BadRequest                the question is not well formed
    ├── UnknownCodeSystem, UnknownValueSet, UnknownConceptMap, UnknownResource
    ├── UnknownCode               a $lookup for a code that its system does not have
    ├── InvalidValueSet           a definition that cannot be evaluated: a broken filter, a cycle
    ├── VersionMismatch           a version that a check-system-version forbids
    ├── NotSupported, TooCostly   understood, and refused
    ├── Deleted                   a resource that was there, and is not any more
    ├── Conflict                  what others have, or still need, stands in the way
    ├── VersionConflict           it changed since it was looked at, or a condition matches several
    ├── BrokenRule                understood, and against a rule of the lifecycle
    ├── LoginRequired             nobody, or nobody known, asks for what only some may
    ├── Forbidden                 who asks may not
    ├── TimedOut                  the deadline of the request has passed
    └── StoreUnavailable          the store cannot be reached, and the answer needs it

"Not in the value set" is not an error but an answer.
"""

from terminology.core.issues import Issue


class TerminologyError(Exception):
    """Carries the issues of the OperationOutcome that answers instead."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__("; ".join(issue.text for issue in issues))
        self.issues = issues


class BadRequest(TerminologyError): ...


class UnknownCodeSystem(TerminologyError): ...


class UnknownValueSet(TerminologyError): ...


class UnknownConceptMap(TerminologyError): ...


class UnknownResource(TerminologyError): ...


class UnknownCode(TerminologyError): ...


class InvalidValueSet(TerminologyError): ...


class VersionMismatch(TerminologyError): ...


class NotSupported(TerminologyError): ...


class TooCostly(TerminologyError): ...


class Deleted(TerminologyError): ...


class Conflict(TerminologyError): ...


class VersionConflict(TerminologyError): ...


class BrokenRule(TerminologyError): ...


class LoginRequired(TerminologyError): ...


class Forbidden(TerminologyError): ...


class TimedOut(TerminologyError): ...


class StoreUnavailable(TerminologyError): ...
