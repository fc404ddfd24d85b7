"""Questions that are alike but for the code they are about, as those of an order entry and of a claim scrubber are.

    GET  $validate-code?url=…&code=J3111&date=2024-01-01        is cut into J3111, and what is around it
    POST {…,{"name":"code","valueCode":"J3111"},…}

What is around the code is read once, by the routes' own functions (`FhirEndpoint.about_codes`); then each question is
only answered. Something that looks like the code is cut out where it stands once, and in characters that mean nothing
but themselves in addresses and in JSON. That it is the code is seen when a made-up one is read in its place.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from terminology.http.packing import SMALLEST_PACKED, packed
from terminology.http.ready import ETAG, LENGTH, PACKED, Headers, Question, ReadyAnswer, with_values

MOST_KINDS = 1000
NEVER, ONCE = 0, 1  # so often a question of a kind was asked
PLACE = b"\0"  # neither queries nor JSON hold it
IN_QUERY = re.compile(rb"(?<![^&])code=([A-Za-z0-9._~-]+)(?![^&])")
IN_JSON = re.compile(rb'"(?:valueCode|code)"\s*:\s*"([A-Za-z0-9._~-]+)"')


class Cut(NamedTuple):
    """A question with its code cut out: PLACE stands there."""

    query: bytes
    body: bytes
    code: str

    def about(self, code: str) -> tuple[bytes, bytes]:
        """Query and body of the same question about another code."""
        return self.query.replace(PLACE, code.encode()), self.body.replace(PLACE, code.encode())


class Written(NamedTuple):
    """The body of an answer, and its ETag, if it has one."""

    body: bytes
    etag: str | None


def cut(query: bytes, body: bytes) -> Cut | None:
    """A question whose code stands in the query or, if there is a body, in that; None where it cannot be cut out."""
    pattern, text = (IN_JSON, body) if body else (IN_QUERY, query)
    found = pattern.search(text)
    if found is None or pattern.search(text, found.end()):
        return None
    around = text[: found.start(1)] + PLACE + text[found.end(1) :]
    code = found[1].decode()
    return Cut(query, around, code) if body else Cut(around, body, code)


class Alike:
    """Questions that are alike: `answer_about` answers them, `first` is what the routes answered to one of them.

    An answer has the headers that the routes gave to one of its size, by which they decide whether to pack it.
    """

    def __init__(self, first: ReadyAnswer, answer_about: Callable[[str], Written]) -> None:
        self._answer_about = answer_about
        self._headers: dict[bool, Headers] = {}
        self.learn(first)

    def learn(self, answer: ReadyAnswer) -> None:
        """Takes the headers of another answer of the routes for those of its size."""
        self._headers[_is_large(answer)] = answer.headers

    async def answer(self, code: str) -> ReadyAnswer | None:
        """What the routes would answer; None before they have answered one of that size.

        Raises what `answer_about` raises.
        """
        body, etag = self._answer_about(code)
        headers = self._headers.get(len(body) >= SMALLEST_PACKED)
        if headers is None:
            return None
        if PACKED in headers:
            body = await packed(body)
        values = {LENGTH: b"%d" % len(body)} | ({ETAG: etag.encode()} if etag else {})
        return ReadyAnswer(200, tuple(with_values(headers, values)), body)


def _is_large(answer: ReadyAnswer) -> bool:
    return PACKED in answer.headers or len(answer.body) >= SMALLEST_PACKED


class Kinds:
    """What answers questions of a kind, by what is around their code. When there are too many kinds, all are forgotten.

    It is made for the second question of a kind: most kinds, as those with a display, come once.
    """

    def __init__(self, most: int = MOST_KINDS) -> None:
        self._most = most
        self._kinds: dict[Question, Alike | int | None] = {}  # None: only the routes can answer

    def find(self, around: Question) -> Alike | None:
        found = self._kinds.get(around)
        return found if isinstance(found, Alike) else None

    def note(
        self, around: Question, answer: ReadyAnswer, prepare: Callable[[], Callable[[str], Written] | None]
    ) -> None:
        """A question of this kind was asked and answered well. `prepare` gives what answers others, if anything can."""
        known = self._kinds.get(around, NEVER)
        if known is NEVER:
            if len(self._kinds) >= self._most:
                self._kinds.clear()
            self._kinds[around] = ONCE
        elif known is ONCE:
            answer_about = prepare()
            self._kinds[around] = Alike(answer, answer_about) if answer_about else None
        elif isinstance(known, Alike):
            known.learn(answer)

    def __len__(self) -> int:
        return len(self._kinds)
