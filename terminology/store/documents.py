"""Converts core values to MongoDB documents and back. Pure functions, without a connection.

    concept       {_id: "<system key>/<code>/<hash>-<owner>", owner, system, code, display, definition, designations, …}
    code system   {_id: <import id>, system, version, concepts: 8846, header: {…}}
    text          {_id: "<import id>/<name>/<part>", text}  possibly too long for one document, so in parts: `texts.py`
    resource      {_id: "<import id>/<number>", type, id, url, version, fhir_version, fhir_versions, sha256, …}
    import        {_id: <import id>, kind, sources, started_at, imported_at, system, version, rejected, …}

Empty fields are left out of the document. Decimals are written as text, as FHIR keeps their precision.
"""

import hashlib
import re
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import bson

from seed.release import Source
from terminology.core.model import (
    Coding,
    Concept,
    Designation,
    Extension,
    Property,
    Value,
)

Document = dict[str, Any]

HASH_DIGITS = 16


def system_key(system: str) -> str:
    """The prefix of the `_id` of every concept of a system: readable and unique."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", system.rstrip("/").rsplit("/", 1)[-1])[:40]
    return f"{name}-{hashlib.sha256(system.encode()).hexdigest()[:8]}"


def id_range(prefix: str) -> Document:
    """A filter for every `_id` that starts with `<prefix>/`: a closed range, as 0 sorts after / in every collation."""
    return {"$gte": f"{prefix}/", "$lt": f"{prefix}0"}


def concept_document(system: str, concept: Concept) -> Document:
    """Without its owner. Two concepts have the same `_id` exactly when they are equal."""
    document = {
        "system": system,
        "code": concept.code,
        "display": concept.display,
        "definition": concept.definition,
        "designations": [_designation_document(item) for item in concept.designations],
        "properties": [{"code": item.code, **_value_document(item.value)} for item in concept.properties],
        "extensions": [extension_document(item) for item in concept.extensions],
    }
    document = without_empty(document)
    digest = hashlib.sha256(bson.encode(document)).hexdigest()[:HASH_DIGITS]
    return {"_id": f"{system_key(system)}/{concept.code}/{digest}", **document}


def without_empty(document: Document) -> Document:
    return {name: value for name, value in document.items() if value is not None and value != []}


def _designation_document(item: Designation) -> Document:
    return without_empty(
        {
            "value": item.value,
            "language": item.language,
            "use": _coding_document(item.use) if item.use else None,
            "additional_uses": [_coding_document(use) for use in item.additional_uses],
            "extensions": [extension_document(extension) for extension in item.extensions],
        }
    )


def _coding_document(item: Coding) -> Document:
    parts = {"system": item.system, "code": item.code, "version": item.version, "display": item.display}
    return without_empty(parts)


def _value_document(item: Value) -> Document:
    content: object = item.content
    if isinstance(content, Coding):
        content = _coding_document(content)
    elif isinstance(content, Decimal):
        content = str(content)
    return {"type": item.type, "value": content}


def extension_document(item: Extension) -> Document:
    return without_empty(
        {
            "url": item.url,
            "value": _value_document(item.value) if item.value else None,
            "extensions": [extension_document(inner) for inner in item.extensions],
        }
    )


class ConceptReader:
    """Reads concepts from documents; equal parts share one object, as most parts of a code system repeat."""

    def __init__(self) -> None:
        self._properties: dict[tuple[str, str, object], Property] = {}
        self._designations: dict[Designation, Designation] = {}
        self._codings: dict[Coding, Coding] = {}
        self._strings: dict[str, str] = {}

    def concept(self, document: Document) -> Concept:
        return Concept(
            code=document["code"],
            display=self._string(document.get("display")),
            definition=document.get("definition"),
            designations=tuple([self._designation(item) for item in document.get("designations", ())]),
            properties=tuple([self._property(item) for item in document.get("properties", ())]),
            extensions=tuple(map(extension_from_document, document.get("extensions", ()))),
        )

    def _property(self, document: Document) -> Property:
        value = document["value"]
        # The type is part of the key: True, 1 and "1" must stay distinct.
        key = (document["code"], document["type"], value)
        try:
            return self._properties[key]
        except KeyError:
            found = self._properties[key] = Property(document["code"], value_from_document(document))
            return found
        except TypeError:  # a Coding, which is a document
            return Property(document["code"], value_from_document(document))

    def _designation(self, document: Document) -> Designation:
        made = Designation(
            value=document["value"],
            language=document.get("language"),
            use=self._coding(document.get("use")),
            additional_uses=tuple(map(coding_from_document, document.get("additional_uses", ()))),
            extensions=tuple(map(extension_from_document, document.get("extensions", ()))),
        )
        return self._designations.setdefault(made, made)

    def _coding(self, document: Document | None) -> Coding | None:
        if document is None:
            return None
        made = coding_from_document(document)
        return self._codings.setdefault(made, made)

    def _string(self, text: str | None) -> str | None:
        return None if text is None else self._strings.setdefault(text, text)


def coding_from_document(document: Document) -> Coding:
    return Coding(**document)


def value_from_document(document: Document) -> Value:
    type, content = document["type"], document["value"]
    if isinstance(content, dict):
        return Value(type, coding_from_document(content))
    if type == "decimal":
        return Value(type, Decimal(content))
    return Value(type, content)


def extension_from_document(document: Document) -> Extension:
    value = document.get("value")
    inner = tuple(map(extension_from_document, document.get("extensions", ())))
    return Extension(document["url"], value_from_document(value) if value else None, inner)


def source_document(source: Source) -> Document:
    return without_empty({item.name: getattr(source, item.name) for item in fields(source)})


def in_utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC)
