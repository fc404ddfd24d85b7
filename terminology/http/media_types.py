"""Content negotiation: Accept with weights, `_format`, Content-Type.

Sources: https://hl7.org/fhir/R5/http.html#mime-type and #parameters, RFC 9110 section 12.5.1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from fhir_resources.version import FhirVersion, find_version
from terminology.http.errors import NotAcceptable, UnsupportedMediaType

Format = Literal["json", "xml"]
BodyKind = Literal["json", "xml", "form"]

FORM = "application/x-www-form-urlencoded"
# The short names for `_format`, and the format for each media type in Accept. Browsers get JSON.
FORMATS: Mapping[str, Format] = {
    "application/fhir+json": "json",
    "application/json": "json",
    "text/json": "json",
    "text/html": "json",
    "text/*": "json",
    "application/*": "json",
    "*/*": "json",
    "application/fhir+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
}
SHORT_FORMATS: Mapping[str, Format] = {"json": "json", "html": "json", "xml": "xml"}
BODY_KINDS: Mapping[str, BodyKind] = {
    "application/fhir+json": "json",
    "application/json": "json",
    "text/json": "json",
    "application/fhir+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    FORM: "form",
}


@dataclass(frozen=True, slots=True)
class MediaType:
    """One media type or range, lower case, with its parameters; `quality` is the weight q of an Accept."""

    name: str
    parameters: tuple[tuple[str, str], ...] = ()
    quality: float = 1.0

    def parameter(self, name: str) -> str | None:
        return next((value for key, value in self.parameters if key == name), None)

    def supports(self, version: FhirVersion) -> bool:
        """Whether its `fhirVersion`, if any, is this version."""
        asked = self.parameter("fhirversion")
        return asked is None or find_version(asked) is version


@lru_cache(maxsize=512)
def media_type(text: str) -> MediaType:
    """`application/fhir+json; fhirVersion=4.0;q=0.5`. An invalid weight counts as 0."""
    name, *rest = text.split(";")
    pairs = tuple(_pair(item) for item in rest if item.strip())
    quality = next((value for key, value in pairs if key == "q"), "1")
    return MediaType(name.strip().lower(), tuple(p for p in pairs if p[0] != "q"), _weight(quality))


@lru_cache(maxsize=512)
def answer_format(accept: str, format_parameter: str | None, version: FhirVersion) -> Format:
    """The response format: that of `_format`, else the supported range of `Accept` with the greatest weight.

    Raises NotAcceptable when nothing requested is supported, or only in another FHIR version.
    """
    if format_parameter:
        return _format_of_parameter(format_parameter, version)
    ranges = [media_type(item) for item in accept.split(",") if item.strip()] or [MediaType("*/*")]
    known = [item for item in ranges if item.name in FORMATS and item.quality > 0]
    matching = [item for item in known if item.supports(version)]
    if matching:
        return FORMATS[max(matching, key=lambda item: item.quality).name]
    raise NotAcceptable(_not_supported(known, accept, version))


def body_kind(content_type: str | None, version: FhirVersion) -> BodyKind:
    """The kind of a request body. Raises UnsupportedMediaType, also for a charset other than UTF-8."""
    if not content_type:
        raise UnsupportedMediaType(f"The body needs a Content-Type: {_supported()}.")
    supplied = media_type(content_type)
    if supplied.name not in BODY_KINDS:
        raise UnsupportedMediaType(f"A body of the type '{supplied.name}' is not supported; send {_supported()}.")
    if (supplied.parameter("charset") or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType(f"The charset '{supplied.parameter('charset')}' is not supported; send UTF-8.")
    if not supplied.supports(version):
        raise UnsupportedMediaType(_other_version(supplied, version))
    return BODY_KINDS[supplied.name]


def content_type_of(format: Format, version: FhirVersion) -> str:
    return f"application/fhir+{format}; fhirVersion={version.value}; charset=utf-8"


def _format_of_parameter(text: str, version: FhirVersion) -> Format:
    # In an unescaped query, the + of application/fhir+json has become a space.
    asked = media_type(text.strip().replace(" ", "+") if ";" not in text else _restored(text))
    found = SHORT_FORMATS.get(asked.name) or FORMATS.get(asked.name)
    if found is None:
        raise NotAcceptable(f"The _format '{text}' is not supported; ask for json or xml.")
    if not asked.supports(version):
        raise NotAcceptable(_other_version(asked, version))
    return found


def _restored(text: str) -> str:
    name, _, rest = text.partition(";")
    return f"{name.strip().replace(' ', '+')};{rest}"


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key.strip().lower(), value.strip().strip('"')


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _not_supported(known: Iterable[MediaType], accept: str, version: FhirVersion) -> str:
    other = next(iter(known), None)
    if other is not None:
        return _other_version(other, version)
    return f"No supported media type in Accept: {accept}. Ask for application/fhir+json or application/fhir+xml."


def _other_version(supplied: MediaType, version: FhirVersion) -> str:
    asked = supplied.parameter("fhirversion")
    return f"This endpoint serves FHIR {version.full}, not '{asked}': use /r4 for 4.0 and /r5 for 5.0."


def _supported() -> str:
    return "application/fhir+json or application/fhir+xml"
