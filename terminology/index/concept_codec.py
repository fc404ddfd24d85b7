"""Encodes concepts and headers as compact JSON, and decodes them: the records of a column file.

    [display, definition, [[value, language, use, [use, …]], …], [property, …], [extension, …]]

The code is stored elsewhere. A use is an index into a pool that all concepts share, as there are few distinct ones; so
is a property with its value, unless too many values of it differ. Trailing empty parts are omitted. Types that JSON
lacks are objects: {"decimal": "1.50"}.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Generic, TypeVar

import orjson

from terminology.core.code_names import is_use_of_prose
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
VALUES_LIMIT = 512  # of one property in the pool: a property that numbers the concepts would fill it
SAFE_INTEGER = 2**53
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


class PropertyPool:
    """Numbers properties like `Pool`, but at most VALUES_LIMIT of one code."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, Json], int] = {}  # by type too, so 1 and true do not collide
        self._values: Counter[str] = Counter()

    def number(self, code: str, type_: str, content: Json) -> Json:
        """The number of a property, or its JSON (never a number) if it is not in the pool."""
        written = code, type_, content
        if type(content) is dict:
            return written
        found = self._numbers.get(written)
        if found is None:
            if len(self._numbers) >= POOL_LIMIT or self._values[code] >= VALUES_LIMIT:
                return written
            self._values[code] += 1
            found = self._numbers[written] = len(self._numbers)
        return found

    def as_json(self) -> list[Json]:
        return list(self._numbers)


class ConceptEncoder:
    def __init__(self) -> None:
        self._uses: Pool[Coding] = Pool(_write_coding)
        self._last_use: tuple[Coding | None, Json] = None, None
        self._properties = PropertyPool()

    def encode(self, concept: Concept) -> bytes:
        parts: list[Json] = [
            concept.display,
            concept.definition,
            [self._designation(item) for item in concept.designations],
            [
                self._properties.number(item.code, item.value.type, _write_content(item.value.content))
                for item in concept.properties
            ],
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
                self._properties.number(code, type, _write_content(content))
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
                [self._uses.number(use) for use in item.additional_uses],
                [_write_extension(extension) for extension in item.extensions],
            ]
        )


class ConceptDecoder:
    def __init__(self, pools: bytes) -> None:
        uses, properties = orjson.loads(pools)
        self._uses = [_read_coding(item) for item in uses]
        self._prose = [is_use_of_prose(use) for use in self._uses]
        self._properties = [_read_property(item) for item in properties]

    def decode(self, code: str, record: bytes) -> Concept:
        parts, known = orjson.loads(record), self._properties
        size = len(parts)
        return Concept(
            code,
            parts[0] if size else None,
            parts[1] if size > 1 else None,
            tuple([self._designation(item) for item in parts[2]]) if size > 2 and parts[2] else (),
            tuple([known[item] if type(item) is int else _read_property(item) for item in parts[3]])
            if size > 3
            else (),
            tuple(map(_read_extension, parts[4])) if size > 4 else (),
        )

    def names(self, record: bytes) -> tuple[str, ...]:
        """As `names_of` the concept, which need not be built."""
        parts = orjson.loads(record)
        names = [parts[0]] if parts and parts[0] else []
        if len(parts) > 2 and parts[2]:
            names += [item[0] for item in parts[2] if len(item) < 3 or not self._is_prose(item[2])]
        return tuple(dict.fromkeys(names))

    def _is_prose(self, item: Json) -> bool:
        if type(item) is int:
            return self._prose[item]
        return item is not None and is_use_of_prose(_read_coding(item))

    def _designation(self, item: list[Json]) -> Designation:
        size = len(item)
        return Designation(
            item[0],
            item[1] if size > 1 else None,
            self._use(item[2]) if size > 2 else None,
            tuple([use for number in item[3] if (use := self._use(number))]) if size > 3 else (),
            tuple(map(_read_extension, item[4])) if size > 4 else (),
        )

    def _use(self, item: Json) -> Coding | None:
        if item is None:
            return None
        return self._uses[item] if type(item) is int else _read_coding(item)


def _without_empty_end(parts: list[Json]) -> list[Json]:
    while parts and (parts[-1] is None or parts[-1] == []):
        parts.pop()
    return parts


def _write_coding(item: Coding) -> Json:
    return [item.system, item.code, item.version, item.display]


def _read_coding(item: Sequence[str | None]) -> Coding:
    return Coding(*item)


def _read_property(item: Json) -> Property:
    code, type, content = item
    return Property(code, Value(type, _read_content(content)))


def _write_content(content: str | bool | int | Decimal | Coding) -> Json:
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
    value = None if item.value is None else [item.value.type, _write_content(item.value.content)]
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
