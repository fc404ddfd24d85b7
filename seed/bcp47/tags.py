"""BCP 47: valid language tags, their canonical form, and their meaning in English.

Source: https://www.rfc-editor.org/rfc/rfc5646#section-2.1: language[-extlang][-script][-region]*[-variant]*[-extension]
[-x-private]; subtags must be registered, in any case, in this order; variants and singletons must not repeat.
"""

from collections.abc import Iterator

from seed.bcp47.registry import Registry, registry
from terminology.core.model import Concept

LONGEST, MAX_SUBTAGS = 100, 15
PRIVATE = "x"


def language_tag(text: str) -> Concept | None:
    """The tag in canonical form, with its meaning; None if it is invalid."""
    subtags = text.lower().split("-")
    if len(text) > LONGEST or len(subtags) > MAX_SUBTAGS or not text.isascii():
        return None
    known = registry()
    grandfathered = known.names["grandfathered"].get(text.lower())
    if grandfathered is not None:
        return Concept(text.lower(), grandfathered)
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
    """Each subtag after the language, in canonical form with its meaning; None if one is misplaced."""
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
    """The subtags after single letters, as they are; None if one is misplaced."""
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
