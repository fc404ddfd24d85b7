"""The codes of a code system as sections: by ordinal, and from a code to its ordinal by a hash table.

    buckets   0 2 2 3 …          where the ordinals of each bucket begin
    ordinals  17 4 | | 0 …       those of each bucket; large ones sorted by case-folded code

Codes that differ only by case are in the same bucket. Codes chosen to collide in one bucket do no harm: large buckets
are searched by bisection.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from zlib import crc32

from terminology.index.posting_lists import Integers
from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_texts import ERRORS, StoredTexts, open_texts, write_texts

NAME = "codes"
FEW = 8  # in a bucket: scanned one by one


def write_codes(writer: SectionWriter, codes: Sequence[str]) -> None:
    count = len(codes)
    buckets = [_bucket(code.casefold(), count) for code in codes]
    counts = [0] * (count + 1)
    for bucket in buckets:
        counts[bucket + 1] += 1
    ends = array("I", accumulate(counts))
    ordinals = array("I", sorted(range(count), key=buckets.__getitem__))
    for first, end in pairwise(ends):
        if end - first > FEW:
            some = sorted(ordinals[first:end], key=lambda ordinal: codes[ordinal].casefold())
            ordinals[first:end] = array("I", some)
    write_texts(writer, NAME, codes)
    writer.add(f"{NAME}/buckets", ends)
    writer.add(f"{NAME}/ordinals", ordinals)


def _bucket(folded: str, count: int) -> int:
    return crc32(folded.encode("utf-8", ERRORS)) % count


class StoredCodes:
    __slots__ = ("_buckets", "_count", "_ordinals", "texts")

    def __init__(self, sections: Sections, count: int) -> None:
        self.texts: StoredTexts = open_texts(sections, NAME, count)
        self._count = count
        self._buckets: Integers = sections.integers(f"{NAME}/buckets")
        self._ordinals: Integers = sections.integers(f"{NAME}/ordinals")

    def ordinal(self, code: str) -> int | None:
        for ordinal in self._near(code.casefold()):
            if self.texts[ordinal] == code:
                return ordinal
        return None

    def folded_ordinals(self, code: str) -> tuple[int, ...]:
        folded = code.casefold()
        return tuple([ordinal for ordinal in self._near(folded) if self.texts[ordinal].casefold() == folded])

    def _near(self, folded: str) -> Integers:
        """Ordinals that include all codes equal to this one ignoring case, lowest first."""
        if not self._count:
            return array("I")
        bucket = _bucket(folded, self._count)
        first, end = self._buckets[bucket], self._buckets[bucket + 1]
        ordinals = self._ordinals[first:end]
        if end - first <= FEW:
            return ordinals
        begin = bisect_left(ordinals, folded, key=self._folded)
        behind = bisect_left(ordinals, True, begin, key=lambda ordinal: self._folded(ordinal) > folded)
        return ordinals[begin:behind]

    def _folded(self, ordinal: int) -> str:
        return self.texts[ordinal].casefold()
