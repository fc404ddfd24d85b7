"""Request ids: the one that the client gave, if it can do no harm, else a new one.

New ones have the form of UUIDs of version 4 (https://www.rfc-editor.org/rfc/rfc9562#section-5.4). The beginning is
random for each process, the end counts its requests: they need not be secret, and randomness for each costs much.
"""

import re
import uuid
from itertools import count

# Clients send ids with colons and slashes in them; anything that could break a log line or a header is replaced.
HARMLESS = re.compile(r"[A-Za-z0-9._:/-]{1,128}")
LAST_DIGITS = 12  # hexadecimal, at the end of a UUID

_first = uuid.uuid4()
_beginning = str(_first)[:24]
_numbers = count(_first.int)  # of so many digits that some always stand before the last


def request_id_of(supplied: str | None) -> str:
    if supplied and HARMLESS.fullmatch(supplied):
        return supplied
    return _beginning + hex(next(_numbers))[-LAST_DIGITS:]
