"""BCP 13: the form of a media type with its parameters.

Source: https://www.rfc-editor.org/rfc/rfc6838#section-4.2 and, for parameters, https://www.rfc-editor.org/rfc/rfc9110#section-8.3.
"""

import re

TOP_LEVEL = frozenset(
    {"application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video"}
)
LONGEST = 255
NAME = r"[a-z0-9][a-z0-9!#$&\-^_.+]{0,126}"
MEDIA_TYPE = re.compile(  # ASCII, because with IGNORECASE ſ would match s
    rf"({NAME})/({NAME})((?:; ?{NAME}=(?:{NAME}|\"[ !#-\[\]-~]{{0,100}}\"))*)", re.IGNORECASE | re.ASCII
)


def media_type(text: str) -> str | None:
    """The media type in lower case, its parameters unchanged; None if it is invalid.

    Any well-formed subtype is accepted, registered with IANA or not. The types before the slash are a closed list.
    """
    found = MEDIA_TYPE.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found[1].lower() not in TOP_LEVEL:
        return None
    return f"{found[1].lower()}/{found[2].lower()}{found[3]}"
