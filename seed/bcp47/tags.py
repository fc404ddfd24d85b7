"""BCP 47: which texts are language tags, how they are written, and what they mean in English.

Source: https://www.rfc-editor.org/rfc/rfc5646#section-2.1: language[-extlang][-script][-region]*[-variant]*[-extension]
[-x-private]; subtags are registered, in any case, in this order, and no variant or singleton comes twice.
"""

from collections.abc import Iterator

from seed.bcp47.registry import Registry, registry
from terminology.core.model import Concept

LONGEST, MAX_SUBTAGS = 100, 15
PRIVATE = "x"


def language_tag(text: str) -> Concept | None:
    """The tag as it is to be written, with its meaning; None for what is no valid tag."""
    subtags = text.lower().split("-")
    if len(text) > LONGEST or len(subtags) > MAX_SUBTAGS or not text.isascii():
        return None
    known = registry()
    whole = known.names["grandfathered"].get(text.lower())
    if whole is not None:
        return Concept(text.lower(), whole)
    if not all(part.isalnum() and 1 <= len(part) <= 8 for part in subtags):
        return None
    if subtags[0] == PRIVATE:
        return Concept("-".join(subtags), "private use " + "-".join(subtags[1:])) if len(subtags) > 1 else None
    language = known.name("language", subtags[0])
    parts = None if language is None else _parts(known, subtags[1:])
    if language is None or parts is None:
        return None
    code = "-".join((subtags[0], *(written for written, _ in parts)))
    qualifiers = [name for _, name in parts if name]
    return Concept(code, f"{language} ({', '.join(qualifiers)})" if qualifiers else language)


def _parts(known: Registry, subtags: list[str]) -> list[tuple[str, str]] | None:
    """Each subtag behind the language, as it is written and what it means; None if one has no place there."""
    found: list[tuple[str, str]] = []
    left = list(subtags)
    for kind, cased in (("extlang", str.lower), ("script", str.title), ("region", str.upper)):
        if left and (name := known.name(kind, left[0])) is not None:
            found.append((cased(left.pop(0)), name))
    variants: set[str] = set()
    while left and left[0] not in variants and (name := known.name("variant", left[0])) is not None:
        variants.add(left[0])
        found.append((left.pop(0), name))
    extensions = list(_extensions(left))
    return None if any(part is None for part in extensions) else [*found, *(part for part in extensions if part)]


def _extensions(subtags: list[str]) -> Iterator[tuple[str, str] | None]:
    """What stands behind single letters, as it is; None for what has no place there."""
    seen: set[str] = set()
    at = 0
    while at < len(subtags):
        singleton = subtags[at]
        end = at + 1
        least = 1 if singleton == PRIVATE else 2
        while end < len(subtags) and (singleton == PRIVATE or len(subtags[end]) > 1):
            if len(subtags[end]) < least:
                yield None
            end += 1
        if len(singleton) != 1 or singleton in seen or end == at + 1:
            yield None
            return
        seen.add(singleton)
        yield "-".join(subtags[at:end]), f"extension {'-'.join(subtags[at:end])}"
        at = end
