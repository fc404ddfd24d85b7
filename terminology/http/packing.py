"""Packing: answers as gzip for those who ask, and from which size on.

The middleware of the routes (Starlette's) and the lane, which packs expansions itself, go by the same numbers.
"""

import zlib
from functools import partial

from anyio import to_thread

SMALLEST_PACKED = 1024  # bytes; packing less costs more than it saves
PACKING_EFFORT = 5
LARGE = 128 * 1024  # bytes; packing more would hold up the others
GZIP = 16 + zlib.MAX_WBITS  # zlib's sign for a gzip header around the deflated bytes


async def packed(body: bytes) -> bytes:
    pack = partial(zlib.compress, body, PACKING_EFFORT, GZIP)
    return pack() if len(body) < LARGE else await to_thread.run_sync(pack)


def unpacked(body: bytes) -> bytes:
    """What `packed` was given. Raises zlib.error."""
    return zlib.decompress(body, GZIP)
