"""Words that mean the same when people search: abbreviations, and plurals that no rule of endings forms.

CMS writes long descriptions in full and squeezes short ones into 28 characters; clinicians and billers type either.
Only abbreviations that the texts of HCPCS use are here (a test looks for each in a release), and only those that mean
one thing there: "ext" is external, extension, extremity. Names of brands and diseases that the texts do not have are
not invented.
"""

from collections.abc import Mapping

SAME_WORDS: tuple[tuple[str, ...], ...] = (
    ("adj", "adjustable"),
    ("admin", "administration"),
    ("batt", "battery"),
    ("cath", "catheter"),
    ("chemo", "chemotherapy"),
    ("children", "child"),
    ("drsg", "dressing"),
    ("dx", "diagnosis", "diagnostic"),
    ("ea", "each"),
    ("elec", "electric"),
    ("equip", "equipment"),
    ("eval", "evaluation"),
    ("feet", "foot"),
    ("flu", "influenza"),
    ("hosp", "hospital"),
    ("init", "initial"),
    ("inj", "injection"),
    ("lenses", "lens"),
    ("mech", "mechanical"),
    ("misc", "miscellaneous"),
    ("mo", "month"),
    ("mult", "multiple"),
    ("o2", "oxygen"),
    ("orthoses", "orthosis"),
    ("ped", "pediatric"),
    ("prefab", "prefabricated"),
    ("prostheses", "prosthesis"),
    ("pwr", "power"),
    ("rehab", "rehabilitation"),
    ("repl", "replacement"),
    ("rx", "prescription"),
    ("std", "standard"),
    ("surg", "surgical"),
    ("svc", "service"),
    ("trach", "tracheostomy"),
    ("tx", "treatment"),
    ("vacc", "vaccine"),
    ("w", "with"),
    ("whlchr", "wheelchair"),
    ("wks", "weeks"),
    ("women", "woman"),
    ("yr", "year"),
)
EXPANSIONS: Mapping[str, tuple[str, ...]] = {word: same for same in SAME_WORDS for word in same}


def same_words(word: str) -> tuple[str, ...]:
    """The word and those that mean the same, in the order of the table."""
    return EXPANSIONS.get(word, (word,))


def spelled_out(word: str) -> str:
    """What an abbreviation stands for, the word itself if it is none."""
    same = EXPANSIONS.get(word)
    return same[1] if same and word == same[0] else word
