"""Search as you type, in process: 100,000 generated displays in the style of HCPCS, compared with a full scan.

`python -m benchmarks.search` prints the table. The displays are the same in every run and need no file.
"""

import statistics
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Sequence

from benchmarks.figure import Figure, show
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.lexicon.words import words_of
from terminology.providers.generic import in_memory

CODES = 100_000
PAGE = 20
FILTERS = 5_000
SYLLABLES = ("ro", "mo", "so", "zu", "de", "no", "ta", "li", "per", "tra", "ve", "cil", "ga", "ben", "fi", "lo")
ENDINGS = ("mab", "nib", "stim", "cept", "dronate", "mycin", "oxacin", "parin", "sone", "taxel")
THINGS = ("Wheelchair", "Walker", "Hospital bed", "Knee orthosis", "Oxygen concentrator", "Catheter", "Nebulizer",
          "Foam dressing", "Ostomy pouch", "Hearing aid", "Ankle foot orthosis", "Surgical tray")  # fmt: skip
KINDS = ("manual", "power", "folding", "rigid", "semi-electric", "portable", "prefabricated", "off-the-shelf",
         "custom fabricated", "sterile", "disposable", "with side rails", "without mattress", "binaural", "pediatric",
         "heavy duty", "adjustable height", "any type", "each", "replacement only", "per 50 strips")  # fmt: skip
TYPED = ("wheelchair manual", "walker", "inj romosomab", "knee orthosis", "o2 concentrator portable", "hosp bed semi",
         "hearing aid binaural", "foam dressing sterile", "wheelch", "catheter w/o mattress", "ankle foot",
         "nebulizer portable replacement", "ostomy pouch each", "romo", "J311", "J31105", "power wheelchair heavy",
         "tray surgical", "dressing per 50", "orthosis custom")  # fmt: skip
MISSPELLED = ("weelchair manual", "walkre", "knee orthosys", "nebuliser", "dresing foam sterile", "conzentrator")
ODD = ("x" * 10_000, "walker bed " * 900, "i", "e", "---", "轮椅 手动", "кресло", "qq ww ee rr tt yy")


def figures() -> Iterator[Figure]:
    tracemalloc.start()
    code_system = in_memory(generated())
    before = tracemalloc.get_traced_memory()[0]
    code_system.search("walker")
    size_bytes = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    yield Figure("search: memory of the index, 100,000 displays", f"{size_bytes / 2**20:.0f} MB")
    texts = [words_of(concept.display or "") for concept in code_system.concepts()]

    def search(text: str) -> object:
        return code_system.search(text)[:PAGE]

    typed = [timed(search, text) for text in TYPED]
    scanned = [timed(lambda text: scan(texts, text), text, times=1) for text in TYPED[::4]]
    yield Figure("search: a query, median", f"{statistics.median(typed):.2f} ms", "under 1 ms")
    yield Figure("search: the slowest of these", f"{max(typed):.2f} ms")
    ratio = statistics.median(scanned) / statistics.median(typed)
    yield Figure("search: against a linear scan", f"{ratio:.0f} times faster", "30 times")
    for name, queries, aim in (
        ("misspelt", MISSPELLED, "under 8 ms"),
        ("10 kB, a letter, other scripts", ODD, "at once"),
    ):
        yield Figure(f"search: {name}, slowest", f"{max(timed(search, text) for text in queries):.2f} ms", aim)
    yield Figure(f"search: memory grown by {FILTERS:,} different filters", f"{grown_by_filters(search):.1f} MB", "0")


def generated() -> CodeSystem:
    """Half drugs, half equipment, with distinct displays and codes in order."""
    concepts = tuple(Concept(f"{'AEJKLQV'[i % 7]}{i:05d}", _display(i)) for i in range(CODES))
    return CodeSystem(CodeSystemHeader("http://example.org/made-up", "1"), concepts)


def _display(number: int) -> str:
    if number % 2:
        name = "".join(_pick(SYLLABLES, number, place) for place in range(3)) + _pick(ENDINGS, number, 3)
        return f"Injection, {name}, {number % 500 + 1} mg"
    kinds = ", ".join(_pick(KINDS, number, place) for place in range(1, 5))
    return f"{_pick(THINGS, number, 0)}, {kinds}, model {number % 997}"


def _pick(words: Sequence[str], number: int, place: int) -> str:
    return words[zlib.crc32(f"{number}.{place}".encode()) % len(words)]


def scan(texts: Sequence[list[str]], text: str) -> list[int]:
    """The baseline for the index: checks text by text whether all words of the filter begin words of the text."""
    asked = words_of(text)
    return [n for n, words in enumerate(texts) if all(any(word.startswith(a) for word in words) for a in asked)]


def timed(do: Callable[[str], object], text: str, times: int = 5) -> float:
    """Milliseconds, the best of several."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        do(text)
        best = min(best, time.perf_counter() - started)
    return best * 1000


def grown_by_filters(search: Callable[[str], object]) -> float:
    """MB in use after many distinct filters."""
    search("walker 0")
    tracemalloc.start()
    for number in range(FILTERS):
        search(f"walk {number}x")
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return grown / 2**20


if __name__ == "__main__":
    sys.exit(show(figures()))
