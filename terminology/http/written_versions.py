"""Presents a version of a written resource: the resource with its `meta`, its ETag, its address."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from fhir_resources import json_format
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.version import FhirVersion
from terminology.http.responses import http_date
from terminology.http.server_context import ServerContext
from terminology.http.views import instant
from terminology.library.commits import ResourceVersion
from terminology.library.compressed_text import text_of
from terminology.library.written import HistoryEntry

Json = dict[str, Any]
READ_AT_ONCE = 16  # versions; each may be as large as a body


def texts_of(server: ServerContext, entries: list[HistoryEntry]) -> dict[str, Json]:
    """The resources of these versions by text key, read from the store, each in its own FHIR version."""
    keys = [entry.text_key for entry in entries if not entry.version.is_deleted]
    texts = server.library.wait_for(server.library.store.commits.load_texts(keys)) if keys else {}
    return {key: json_format.loads_trusted(text_of(text)) for key, text in texts.items()}


def texts_within(
    server: ServerContext, entries: Sequence[HistoryEntry], limit_bytes: int, check_deadline: Callable[[], None]
) -> tuple[list[HistoryEntry], dict[str, Json]]:
    """The first of these versions, with their resources like `texts_of`, until one exceeds the limit."""
    fitting: list[HistoryEntry] = []
    found: dict[str, Json] = {}
    size_bytes = 0
    for start in range(0, len(entries), READ_AT_ONCE):
        check_deadline()
        some = entries[start : start + READ_AT_ONCE]
        keys = [entry.text_key for entry in some if not entry.version.is_deleted]
        texts = server.library.wait_for(server.library.store.commits.load_texts(keys)) if keys else {}
        for entry in some:
            if size_bytes >= limit_bytes:
                return fitting, found
            fitting.append(entry)
            if not entry.version.is_deleted:
                text = text_of(texts[entry.text_key])
                size_bytes += len(text)
                found[entry.text_key] = json_format.loads_trusted(text)
    return fitting, found


def shown(resource: Json, version: ResourceVersion, at: datetime, endpoint: FhirVersion) -> Json:
    """The resource as sent, in the endpoint's FHIR version, with what the server assigns."""
    if version.fhir_version is not endpoint:
        resource = to_r4(resource) if endpoint is FhirVersion.R4 else to_r5(resource)
    meta = {**resource.get("meta", {}), "versionId": str(version.version_id), "lastUpdated": instant(at)}
    rest = {name: value for name, value in resource.items() if name not in ("resourceType", "id", "meta")}
    return {"resourceType": version.type, "id": version.id, "meta": meta, **rest}


def headers_of(version: ResourceVersion, at: datetime) -> dict[str, str]:
    return {"ETag": f'W/"{version.version_id}"', "Last-Modified": http_date(at)}


def location_of(base: str, version: ResourceVersion) -> str:
    return f"{base}/{version.reference}"
