"""BCP 13 media types as a grammar; those most common in resources are listed."""

from seed.bcp13.media_types import media_type
from seed.sources import PublicCodeSystem
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.system_rules import SystemRules

URL = "urn:ietf:bcp:13"
TITLE = "Media types (BCP 13)"
LISTED = (
    *(
        "application/dicom",
        "application/fhir+json",
        "application/fhir+xml",
        "application/gzip",
        "application/hl7-cda+xml",
    ),
    *("application/json", "application/json-patch+json", "application/msword", "application/octet-stream"),
    *("application/pdf", "application/rtf", "application/xml", "application/zip"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    *("audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav"),
    *("image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/tiff", "image/webp"),
    *("multipart/form-data", "multipart/mixed"),
    *("text/cql", "text/csv", "text/fhirpath", "text/html", "text/markdown", "text/plain", "text/rtf", "text/xml"),
    *("video/mp4", "video/mpeg", "video/webm"),
)


def header() -> CodeSystemHeader:
    return CodeSystemHeader(
        url=URL,
        id="bcp-13",
        name="MimeTypes",
        title=TITLE,
        publisher="IETF",
        description="Media types, by the grammar of RFC 6838; those most common in resources are listed.",
        case_sensitive=False,
        language="en",
        has_grammar=True,
    )


def listed() -> tuple[Concept, ...]:
    return tuple(Concept(code, code) for code in LISTED)


def find(text: str) -> Concept | None:
    found = media_type(text)
    return None if found is None else Concept(found, found)


SOURCE = PublicCodeSystem(
    kind="bcp-13",
    rules=SystemRules(url=URL, title=TITLE, is_hinted_elsewhere=False),
    header=header,
    read=listed,
    find=find,
)
