"""The errors of a request that cannot be answered. Only `http/errors.py` maps them to an HTTP status.

    TerminologyError
    ├── BadRequest                the request is malformed
    ├── UnknownCodeSystem, UnknownValueSet, UnknownConceptMap, UnknownResource
    ├── UnknownCode               a $lookup for a code that its system does not have
    ├── InvalidValueSet           a definition that cannot be evaluated: a broken filter, a cycle
    ├── VersionMismatch           a version that check-system-version forbids
    ├── NotSupported, TooCostly   understood, but refused
    ├── Deleted                   a resource that used to exist
    ├── Conflict                  other content already exists, or still depends on this
    ├── VersionConflict           the resource changed in the meantime, or a condition matches several
    ├── BrokenRule                understood, but violates a lifecycle rule
    ├── LoginRequired             authentication is required and missing or invalid
    ├── Forbidden                 the caller is not authorized
    ├── TimedOut                  the deadline of the request has passed
    └── StoreUnavailable          the answer needs the store, which is unreachable

"Not in the value set" is not an error but an answer.
"""

from terminology.core.issues import Issue


class TerminologyError(Exception):
    """Carries the issues of the OperationOutcome to respond with."""

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
