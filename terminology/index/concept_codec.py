"""Encodes concepts and headers as compact JSON, and decodes them: the records of a column file.

    [display, definition, [[value, language, use], …], [[property, content], …], [extension, …]]

The code is stored elsewhere. `use` and `property` (code and type) are indexes into a pool that all concepts share, as
there are few distinct ones. Trailing empty parts are omitted. Types that JSON lacks are objects: {"decimal": "1.50"}.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

import orjson

from terminology.core.model import (
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    FilterDefinition,
    Property,
    PropertyDefinition,
    Value,
)
from terminology.index.plain_concepts import PlainConcept

POOL_LIMIT = 4096  # every process reads the whole pool; further values are inlined in the records
SAFE_INTEGER = 2**53
PROPERTIES_KNOWN = 4096
CODINGS_KNOWN = 64
Json = Any
T = TypeVar("T", bound=Hashable)


class Pool(Generic[T]):
    """Numbers values in order of arrival, up to a limit."""

    def __init__(self, write: Callable[[T], Json]) -> None:
        self._write = write
        self._numbers: dict[T, int] = {}

    def number(self, item: T) -> Json:
        """The number of a value, or its JSON (never a number) if the pool is full."""
        found = self._numbers.get(item)
        if found is None:
            if len(self._numbers) >= POOL_LIMIT:
                return self._write(item)
            found = self._numbers[item] = len(self._numbers)
        return found

    def as_json(self) -> list[Json]:
        return [self._write(item) for item in self._numbers]


class ConceptEncoder:
    def __init__(self) -> None:
        self._uses: Pool[Coding] = Pool(_write_coding)
        self._last_use: tuple[Coding | None, Json] = None, None
        self._properties: Pool[tuple[str, str]] = Pool(list)

    def encode(self, concept: Concept) -> bytes:
        parts: list[Json] = [
            concept.display,
            concept.definition,
            [self._designation(item) for item in concept.designations],
            [self._property(item) for item in concept.properties],
            [_write_extension(item) for item in concept.extensions],
        ]
        return orjson.dumps(_without_empty_end(parts))

    def encode_plain(self, concept: PlainConcept) -> bytes:
        """The same bytes as of its `concept()`."""
        parts: list[Json] = [
            concept.display,
            concept.definition,
            [
                [value, language, self._number_of(use)] if use else [value] if language is None else [value, language]
                for value, language, use in concept.designations
            ],
            [
                [self._properties.number((code, type)), _written_content(content)]
                for code, type, content in concept.properties
            ],
        ]
        return orjson.dumps(_without_empty_end(parts))

    def _number_of(self, use: Coding) -> Json:
        """Equal uses are mostly the same object, and an identity check is faster than hashing."""
        last, number = self._last_use
        if use is not last:
            number = self._uses.number(use)
            self._last_use = use, number
        return number

    def pools(self) -> bytes:
        """The pools for a ConceptDecoder, once all concepts are encoded."""
        return orjson.dumps([self._uses.as_json(), self._properties.as_json()])

    def _designation(self, item: Designation) -> Json:
        if item.use is not None and not item.additional_uses and not item.extensions:  # the common case
            return [item.value, item.language, self._number_of(item.use)]
        return _without_empty_end(
            [
                item.value,
                item.language,
                None if item.use is None else self._uses.number(item.use),
                [_write_coding(use) for use in item.additional_uses],
                [_write_extension(extension) for extension in item.extensions],
            ]
        )

    def _property(self, item: Property) -> Json:
        return [self._properties.number((item.code, item.value.type)), _write_content(item.value)]


class ConceptDecoder:
    def __init__(self, pools: bytes) -> None:
        uses, properties = orjson.loads(pools)
        self._uses = [_read_coding(item) for item in uses]
        self._properties: list[tuple[str, str]] = [(code, type) for code, type in properties]
        self._known_coding = lru_cache(CODINGS_KNOWN)(_read_coding)
        # Those met last, by content, of each number: concepts have the same again and again.
        self._known: list[dict[Json, Property]] = [{} for _ in self._properties]
        self._room = PROPERTIES_KNOWN

    def decode(self, code: str, record: bytes) -> Concept:
        parts = orjson.loads(record)
        size = len(parts)
        return Concept(
            code,
            parts[0] if size else None,
            parts[1] if size > 1 else None,
            tuple([self._designation(item) for item in parts[2]]) if size > 2 and parts[2] else (),
            self._all_properties(parts[3]) if size > 3 else (),
            tuple(map(_read_extension, parts[4])) if size > 4 else (),
        )

    def _all_properties(self, items: list[list[Json]]) -> tuple[Property, ...]:
        known = self._known
        try:  # most concepts only repeat properties of earlier ones
            return tuple([known[number][content] for number, content in items])
        except (KeyError, TypeError):
            return tuple([self._property(item) for item in items])

    def _designation(self, item: list[Json]) -> Designation:
        size = len(item)
        return Designation(
            item[0],
            item[1] if size > 1 else None,
            self._use(item[2]) if size > 2 else None,
            tuple([self._known_coding(tuple(use)) for use in item[3]]) if size > 3 else (),
            tuple(map(_read_extension, item[4])) if size > 4 else (),
        )

    def _use(self, item: Json) -> Coding | None:
        if item is None:
            return None
        return self._uses[item] if type(item) is int else _read_coding(item)

    def _property(self, item: list[Json]) -> Property:
        number, content = item
        if type(number) is not int or type(content) is dict:
            code, type_ = self._properties[number] if type(number) is int else number
            return Property(code, Value(type_, _read_content(content)))
        known = self._known[number]  # the number implies the type, so 1 and true do not collide
        found = known.get(content)
        if found is None:
            if not self._room:
                for properties in self._known:
                    properties.clear()
                self._room = PROPERTIES_KNOWN
            self._room -= 1
            code, type_ = self._properties[number]
            found = known[content] = Property(code, Value(type_, content))
        return found


def _without_empty_end(parts: list[Json]) -> list[Json]:
    while parts and (parts[-1] is None or parts[-1] == []):
        parts.pop()
    return parts


def _write_coding(item: Coding) -> Json:
    return [item.system, item.code, item.version, item.display]


def _read_coding(item: Sequence[str | None]) -> Coding:
    return Coding(*item)


def _write_content(value: Value) -> Json:
    return _written_content(value.content)


def _written_content(content: str | bool | int | Decimal | Coding) -> Json:
    if type(content) is str:  # the common case
        return content
    if isinstance(content, Coding):
        return {"coding": _write_coding(content)}
    if isinstance(content, Decimal):
        return {"decimal": str(content)}
    if isinstance(content, int) and abs(content) > SAFE_INTEGER:
        return {"integer": str(content)}
    return content


def _read_content(item: Json) -> str | bool | int | Decimal | Coding:
    if type(item) is dict:
        ((kind, content),) = item.items()
        if kind == "coding":
            return _read_coding(content)
        return Decimal(content) if kind == "decimal" else int(content)
    return item  # type: ignore[no-any-return]  # JSON's own


def _write_extension(item: Extension) -> Json:
    value = None if item.value is None else [item.value.type, _write_content(item.value)]
    return [item.url, value, [_write_extension(inner) for inner in item.extensions]]


def _read_extension(item: Json) -> Extension:
    url, value, inner = item
    return Extension(url, value and Value(value[0], _read_content(value[1])), tuple(map(_read_extension, inner)))


def encode_header(header: CodeSystemHeader) -> bytes:
    """The fields that differ from their default."""
    stated = {item.name: getattr(header, item.name) for item in fields(header)}
    return orjson.dumps(
        {item.name: _plain(stated[item.name]) for item in fields(header) if stated[item.name] != item.default}
    )


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Extension):
        return _write_extension(value)
    if isinstance(value, PropertyDefinition | FilterDefinition):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value


def decode_header(data: bytes) -> CodeSystemHeader:
    return CodeSystemHeader(**{name: _header_value(name, value) for name, value in orjson.loads(data).items()})


def _header_value(name: str, value: Json) -> Any:
    if name == "properties":
        return tuple(PropertyDefinition(**item) for item in value)
    if name == "filters":
        return tuple(FilterDefinition(**{**item, "operators": tuple(item["operators"])}) for item in value)
    if name == "extensions":
        return tuple(map(_read_extension, value))
    return tuple(value) if isinstance(value, list) else value
