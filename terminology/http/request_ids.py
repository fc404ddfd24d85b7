"""Request ids: the one that the client gave, if it can do no harm, else a new one.

Called on the event loop only.
"""

import os
import re
from collections.abc import Iterator

# HL7's validator sends ids such as txTests:suite/test; anything that could break a log line or a header is replaced.
HARMLESS = re.compile(r"[A-Za-z0-9._:/-]{1,128}")
AT_ONCE = 64  # ids for which randomness is taken; one by one it costs more than all the rest of an id
VARIANTS = "89ab"


def request_id_of(given: str | None) -> str:
    return given if given and HARMLESS.fullmatch(given) else next(_NEW)


def _new_ids() -> Iterator[str]:
    """UUIDs of version 4 (https://www.rfc-editor.org/rfc/rfc9562#section-5.4)."""
    while True:
        digits = os.urandom(16 * AT_ONCE).hex()
        for start in range(0, len(digits), 32):
            a = digits[start : start + 32]
            yield f"{a[:8]}-{a[8:12]}-4{a[13:16]}-{VARIANTS[int(a[16], 16) % 4]}{a[17:20]}-{a[20:]}"


_NEW = _new_ids()
