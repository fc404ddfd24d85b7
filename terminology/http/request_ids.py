"""Request ids: that of the client, sanitized, else a new one.

New ones have the form of UUIDs of version 4 (https://www.rfc-editor.org/rfc/rfc9562#section-5.4). The start is random
per process, the end counts its requests: ids need not be secret, and randomness for each would be expensive.
"""

import re
import uuid
from itertools import count

# Clients send ids with colons and slashes in them; anything that could break a log line or a header is replaced.
HARMLESS = re.compile(r"[A-Za-z0-9._:/-]{1,128}")
LAST_DIGITS = 12  # hexadecimal, at the end of a UUID

_first = uuid.uuid4()
_beginning = str(_first)[:24]
_numbers = count(_first.int)  # large enough that digits always precede the last ones


def request_id_of(supplied: str | None) -> str:
    if supplied and HARMLESS.fullmatch(supplied):
        return supplied
    return _beginning + hex(next(_numbers))[-LAST_DIGITS:]
