"""Maps errors to HTTP: the status and the issues of the OperationOutcome. Only this module knows statuses.

    TerminologyError     from the core: STATUSES maps it to a status
    HttpError            from this folder: a violation of the HTTP protocol
    ├── NotFound 404, MethodNotAllowed 405, NotAcceptable 406
    ├── RequestTimeout 408, TooLarge 413, UriTooLong 414, UnsupportedMediaType 415
    ├── HeadersTooLarge 431
    ├── Busy 503, Stopping 503       with Retry-After
    └── Failed 500           an unexpected error; the details are in the log

Source: https://hl7.org/fhir/R5/http.html#Status-Codes; issue codes: https://hl7.org/fhir/R5/valueset-issue-type.html.
"""

import errno
from collections.abc import Mapping
from typing import ClassVar

from terminology.core import errors
from terminology.core.issues import Issue

RETRY_AFTER_S = "5"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE)  # on the disk, and for open files
# The first class in the error's MRO decides, so a subclass of BadRequest is a 400 too.
STATUSES: Mapping[type[errors.TerminologyError], int] = {
    errors.BadRequest: 400,
    errors.UnknownCodeSystem: 404,
    errors.UnknownValueSet: 404,
    errors.UnknownConceptMap: 404,
    errors.UnknownResource: 404,
    errors.UnknownCode: 404,
    errors.InvalidValueSet: 422,
    errors.VersionMismatch: 422,
    errors.NotSupported: 422,
    errors.TooCostly: 422,
    errors.Deleted: 410,
    errors.Conflict: 409,
    errors.VersionConflict: 412,
    errors.BrokenRule: 422,
    errors.LoginRequired: 401,
    errors.Forbidden: 403,
    errors.TimedOut: 504,
    errors.StoreUnavailable: 503,
    errors.TerminologyError: 422,
}


class HttpError(Exception):
    """A protocol violation; the text is one sentence for the caller."""

    status: ClassVar[int]
    code: ClassVar[str]

    def __init__(self, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.issue = Issue("error", self.code, text)
        self.headers = dict(headers or {})


class NotFound(HttpError):
    status, code = 404, "not-found"


class MethodNotAllowed(HttpError):
    status, code = 405, "not-supported"


class NotAcceptable(HttpError):
    status, code = 406, "not-supported"


class TooLarge(HttpError):
    status, code = 413, "too-long"


class UriTooLong(HttpError):
    status, code = 414, "too-long"


class HeadersTooLarge(HttpError):
    status, code = 431, "too-long"


class UnsupportedMediaType(HttpError):
    status, code = 415, "not-supported"


class Busy(HttpError):
    """The queue is full."""

    status, code = 503, "throttled"

    def __init__(self, text: str = "The server is overloaded; try again later.") -> None:
        super().__init__(text, {"Retry-After": RETRY_AFTER_S})


class Stopping(Busy):
    def __init__(self) -> None:
        super().__init__("The server is shutting down; try again later.")


class RequestTimeout(HttpError):
    status, code = 408, "timeout"


class Failed(HttpError):
    status, code = 500, "exception"

    def __init__(self) -> None:
        super().__init__("The server failed to answer. Give the request id to its operators.")


def failure_of(error: Exception) -> HttpError:
    """The response to an unexpected error; a full disk is a temporary system problem."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return Busy("The server has no room for temporary files; try again later.")
    return Failed()


def status_of(error: errors.TerminologyError | HttpError) -> int:
    if isinstance(error, HttpError):
        return error.status
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def issues_of(error: errors.TerminologyError | HttpError) -> tuple[Issue, ...]:
    return (error.issue,) if isinstance(error, HttpError) else error.issues


def headers_of(error: errors.TerminologyError | HttpError) -> dict[str, str]:
    if isinstance(error, errors.StoreUnavailable):
        return {"Retry-After": RETRY_AFTER_S}
    if isinstance(error, errors.LoginRequired | errors.Forbidden):
        return {"WWW-Authenticate": _challenge(error)}
    return error.headers if isinstance(error, HttpError) else {}


def _challenge(error: errors.LoginRequired | errors.Forbidden) -> str:
    """The challenge of RFC 6750 section 3; the reason is in the OperationOutcome."""
    if isinstance(error, errors.Forbidden):
        return 'Bearer realm="terminology", error="insufficient_scope"'
    is_refused = any(issue.code in ("security", "expired") for issue in error.issues)
    return 'Bearer realm="terminology"' + (', error="invalid_token"' if is_refused else "")
