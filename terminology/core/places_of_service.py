"""Places of service: CMS's two-digit codes on professional claims, and whose unit limits apply there.

At most places only practitioners bill. At home and in equivalent places equipment suppliers bill too, so the place
does not determine the limits.
Source: https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets
"""

import re

from terminology.core.claim_lines import Setting

PRACTITIONERS = frozenset(
    {"02", "10", "11", "15", "17", "19", "20", "21", "22", "23", "24", "25", "26", "34", "41", "42", "49", "50", "51"}
    | {"52", "53", "57", "58", "60", "61", "62", "71", "72", "81"}
)
PLACE = re.compile(r"\s*([0-9]{1,2})\b")


def setting_of_place(text: str) -> Setting | None:
    """The setting of a place such as `11` or `11 - Office`; None where several may bill, and for other text."""
    found = PLACE.match(text)
    return "practitioner" if found and found[1].zfill(2) in PRACTITIONERS else None
