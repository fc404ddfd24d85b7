"""Two texts compared word by word."""

import re
from difflib import SequenceMatcher

from terminology.pages.matched_words import Piece

TOKEN = re.compile(r"\s+|[^\s\w]|\w+")
MAX_TOKENS = 500  # of a text; comparing takes time proportional to the product of both


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """The new text with deletions (`del`) and insertions (`ins`). Very long texts are shown one after the other."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(before), len(after)) > MAX_TOKENS:
        return Piece(old, "del"), Piece(" "), Piece(new, "ins")
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        deleted, inserted = "".join(before[i1:i2]), "".join(after[j1:j2])
        if kind == "equal":
            pieces.append(Piece(inserted))
            continue
        if deleted:
            pieces.append(Piece(deleted, "del"))
        if inserted:
            pieces.append(Piece(inserted, "ins"))
    return tuple(pieces)
