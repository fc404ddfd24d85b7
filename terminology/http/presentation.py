"""Presentation: the format of an answer, and its serialization."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse

from fhir_resources.version import FhirVersion
from terminology.http.media_types import Format, answer_format, content_type_of
from terminology.http.requests import Query
from terminology.http.responses import VARY, Answer, body_of
from terminology.http.streaming import Streams


@dataclass(frozen=True, slots=True)
class Presentation:
    version: FhirVersion
    format: Format = "json"
    pretty: bool = False

    def response(self, answer: Answer, etag: str | None = None, streams: Streams | None = None) -> Response:
        """`streams`: sends an answer in parts as a stream, unless it must be complete to be serialized."""
        headers = {"Vary": VARY} | ({"ETag": etag} if etag else {}) | dict(answer.headers)
        if answer.status == 304:
            return Response(status_code=304, headers=headers)
        headers.setdefault("Content-Type", content_type_of(self.format, self.version))
        if answer.parts and streams and not self.pretty and answer.written_in is self.version:
            pieces = answer.parts.text() if self.format == "json" else answer.parts.xml(self.version)
            return StreamingResponse(streams.send(pieces), answer.status, headers)
        is_plain = headers["Content-Type"] == "application/json"
        body = body_of(answer, self.version, "json" if is_plain else self.format, self.pretty)
        return Response(body, answer.status, headers)


def presentation_of(query: Query, headers: Mapping[str, str], version: FhirVersion) -> Presentation:
    """Raises NotAcceptable for an unsupported format."""
    controls = dict(query)
    format = answer_format(headers.get("accept", "*/*"), controls.get("_format"), version)
    return Presentation(version, format, controls.get("_pretty") == "true")
