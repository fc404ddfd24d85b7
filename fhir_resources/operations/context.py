"""The context parameters of all operations: languages, supplements, versions, the date."""

from collections.abc import Callable

from fhir_resources.parameters import Parameters
from terminology.core.days import parse_days
from terminology.core.errors import BadRequest
from terminology.core.languages import NO_PREFERENCE, Languages, parse_languages
from terminology.core.requests import Context, VersionRules, no_deadline


def read(
    parameters: Parameters,
    accept_language: str | None = None,
    check_deadline: Callable[[], None] = no_deadline,
    is_strict: bool = False,
) -> Context:
    """Parameters the operation does not define count as absent. Raises BadRequest for an invalid language or date."""
    date = _text(parameters, "date")
    return Context(
        languages=parse_languages(_text(parameters, "displayLanguage")),
        header_languages=_header_languages(accept_language),
        supplements=_texts(parameters, "useSupplement"),
        versions=VersionRules(
            system=_texts(parameters, "system-version"),
            check=_texts(parameters, "check-system-version"),
            force=_texts(parameters, "force-system-version"),
            value_set=_texts(parameters, "default-valueset-version"),
        ),
        days=parse_days(date) if date else None,
        check_deadline=check_deadline,
        is_strict=is_strict,
    )


def _header_languages(accept_language: str | None) -> Languages:
    """The languages of the header; an invalid header is ignored.

    Source: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4, and browsers send what their users did not choose.
    """
    try:
        return parse_languages(accept_language)
    except BadRequest:
        return NO_PREFERENCE


def _text(parameters: Parameters, name: str) -> str | None:
    return parameters.text(name) if parameters.defines(name) else None


def _texts(parameters: Parameters, name: str) -> tuple[str, ...]:
    return parameters.texts(name) if parameters.defines(name) else ()
