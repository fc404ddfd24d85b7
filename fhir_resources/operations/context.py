"""What any operation may be told about how to answer: languages, supplements, versions."""

from collections.abc import Callable

from fhir_resources.parameters import Parameters
from terminology.core.languages import parse_languages
from terminology.core.requests import Context, VersionRules, no_deadline


def read(
    parameters: Parameters,
    accept_language: str | None = None,
    check_deadline: Callable[[], None] = no_deadline,
) -> Context:
    """Parameters that the operation does not define count as absent. Raises BadRequest for languages that are none."""
    return Context(
        languages=parse_languages(_text(parameters, "displayLanguage")),
        header_languages=parse_languages(accept_language),
        supplements=_texts(parameters, "useSupplement"),
        versions=VersionRules(
            system=_texts(parameters, "system-version"),
            check=_texts(parameters, "check-system-version"),
            force=_texts(parameters, "force-system-version"),
            value_set=_texts(parameters, "default-valueset-version"),
        ),
        check_deadline=check_deadline,
    )


def _text(parameters: Parameters, name: str) -> str | None:
    return parameters.text(name) if parameters.defines(name) else None


def _texts(parameters: Parameters, name: str) -> tuple[str, ...]:
    return parameters.texts(name) if parameters.defines(name) else ()
