"""Sets of small numbers as the bits of one integer.

Numbers are handed out from the best to the worst (`text_index.py`), so that a set is also a ranking: its lowest bits
come first. To unite, intersect and count a hundred thousand numbers takes microseconds.
"""

import re
from collections.abc import Iterable, Iterator

NOT_EMPTY = re.compile(rb"[^\0]", re.DOTALL)
BITS_OF_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers; all are below `size`."""
    data = bytearray(size // 8 + 1)
    for number in numbers:
        data[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(data, "little")


def numbers_in(bits: int) -> Iterator[int]:
    """The numbers of the set, the lowest first."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for found in NOT_EMPTY.finditer(data):
        start = found.start() * 8
        for bit in BITS_OF_BYTE[data[found.start()]]:
            yield start + bit
