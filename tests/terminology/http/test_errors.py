import errno

import pytest

from terminology.core import errors
from terminology.core.issues import Issue
from terminology.http.errors import (
    Failed,
    HttpError,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
    UriTooLong,
    failure_of,
    headers_of,
    issues_of,
    status_of,
)

ISSUE = Issue("error", "invalid", "Something is wrong")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.BadRequest, 400),
        (errors.UnknownCodeSystem, 404),
        (errors.UnknownValueSet, 404),
        (errors.UnknownConceptMap, 404),
        (errors.UnknownResource, 404),
        (errors.UnknownCode, 404),
        (errors.InvalidValueSet, 422),
        (errors.VersionMismatch, 422),
        (errors.NotSupported, 422),
        (errors.TooCostly, 422),
        (errors.TimedOut, 504),
        (errors.StoreUnavailable, 503),
    ],
)
def test_each_error_of_the_middle_has_its_status(kind: type[errors.TerminologyError], status: int) -> None:
    assert status_of(kind(ISSUE)) == status
    assert issues_of(kind(ISSUE)) == (ISSUE,)


def test_every_error_of_the_middle_has_a_status() -> None:
    assert all(status_of(kind(ISSUE)) >= 400 for kind in errors.TerminologyError.__subclasses__())


def test_a_special_case_has_the_status_of_its_kind() -> None:
    class BrokenBody(errors.BadRequest): ...

    assert status_of(BrokenBody(ISSUE)) == 400


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (NotFound, 404),
        (MethodNotAllowed, 405),
        (NotAcceptable, 406),
        (TooLarge, 413),
        (UriTooLong, 414),
        (UnsupportedMediaType, 415),
    ],
)
def test_each_breach_of_the_protocol_has_its_status(kind: type[HttpError], status: int) -> None:
    error = kind("A sentence.", {"Allow": "GET"})
    assert (status_of(error), headers_of(error)) == (status, {"Allow": "GET"})
    assert issues_of(error)[0].text == "A sentence."


def test_a_failure_does_not_disclose_its_reason() -> None:
    assert status_of(Failed()) == 500
    assert "request id" in issues_of(Failed())[0].text


def test_an_unreachable_store_is_answered_with_retry_after() -> None:
    assert headers_of(errors.StoreUnavailable(ISSUE)) == {"Retry-After": "5"}


def test_a_full_disk_is_temporary_and_not_a_program_failure() -> None:
    full = failure_of(OSError(errno.ENOSPC, "No space left on device"))
    assert (full.status, headers_of(full)) == (503, {"Retry-After": "5"})
    assert failure_of(OSError(errno.EACCES, "Permission denied")).status == 500
    assert failure_of(ValueError()).status == 500
