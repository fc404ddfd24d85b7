"""Places of service: CMS's two digits on a professional claim, and whose limits of units they speak of.

At most places a practitioner bills. At home and in the places that count as one, suppliers of equipment do as well: of
those a place says nothing.
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
    """The setting of a place such as `11` or `11 - Office`; None where several may bill, and for what is no place."""
    found = PLACE.match(text)
    return "practitioner" if found and found[1].zfill(2) in PRACTITIONERS else None
