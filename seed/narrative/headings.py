"""Finds the headings of a narrative, in English and Spanish.

A heading is a whole line. Each section has one heading, in the first of these forms that occurs:

    ## Summary   **Summary**        marked as a heading
    Summary   SUMMARY               bare
    Summary:                        with a colon
    1. Summary   IV) Summary        numbered

A sublabel `Preparation:` can occur in addition to the section Preparation: the form listed first is the heading.
"""

import re
from collections.abc import Mapping, Sequence

from seed.narrative.document import SECTIONS
from seed.narrative.markup import Line

ENGLISH = "en"
SPANISH = "es"
SPANISH_SECTIONS = (
    ("summary", ("Resumen",)),
    ("purpose", ("Propósito", "Objetivo", "Finalidad")),
    ("indications", ("Indicaciones",)),
    ("preparation", ("Preparación",)),
    ("procedure-description", ("Descripción del procedimiento",)),
    ("duration", ("Duración",)),
    ("setting", ("Lugar", "Entorno", "Ámbito")),
    ("personnel", ("Personal", "Personal médico")),
    ("risks-and-complications", ("Riesgos y complicaciones",)),
    ("benefits", ("Beneficios",)),
    ("recovery", ("Recuperación",)),
    ("alternatives", ("Alternativas",)),
    ("patient-experience", ("Experiencia del paciente",)),
)
NAME_HEADINGS = frozenset(("name of the procedure", "nombre del procedimiento"))
NUMBER = re.compile(r"(?:[0-9]{1,2}|[IVXivx]{1,4})[.)] ?(?P<text>\S.*)")
HEADING_LIKE = re.compile(
    r"[A-ZÁÉÍÓÚÑ][\w'’-]*(?: (?:and|or|of|the|to|for|in|y|o|de|del|la|el|[A-ZÁÉÍÓÚÑ][\w'’-]*)){0,5}"
)
LONGEST_HEADING = 80
PLAIN = str.maketrans({"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "&": "and"})


def plain(text: str) -> str:
    """A heading normalized for comparison: without case, accents and trailing colon."""
    return text.removesuffix(":").rstrip().casefold().translate(PLAIN)


_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    ENGLISH: {plain(heading): slug for slug, heading in SECTIONS},
    SPANISH: {plain(heading): slug for slug, headings in SPANISH_SECTIONS for heading in headings},
}
SLUGS: Mapping[str, str] = {heading: slug for each in _BY_LANGUAGE.values() for heading, slug in each.items()}


def find_headings(lines: Sequence[Line]) -> dict[int, str]:
    """Index of a line → slug of the section that it begins."""
    forms: list[dict[str, int]] = [{}, {}, {}, {}]
    for index, line in enumerate(lines):
        form, slug = _form_of(line)
        if slug:
            forms[form].setdefault(slug, index)
    found: dict[str, int] = {}
    for form_found in reversed(forms):
        found |= form_found
    return {index: slug for slug, index in found.items()}


def _form_of(line: Line) -> tuple[int, str | None]:
    if len(line.text) > LONGEST_HEADING:
        return 0, None
    slug = SLUGS.get(plain(line.text))
    if line.is_marked or line.rest:
        numbered = NUMBER.fullmatch(line.text)
        return 0, slug or (SLUGS.get(plain(numbered["text"])) if numbered else None)
    if slug:
        return (2 if line.text.endswith(":") else 1), slug
    numbered = NUMBER.fullmatch(line.text)
    return 3, SLUGS.get(plain(numbered["text"])) if numbered else None


def language_of(headings: Sequence[str]) -> str:
    """The language of most of the headings."""
    counts = {
        language: sum(plain(_unnumbered(h)) in known for h in headings) for language, known in _BY_LANGUAGE.items()
    }
    return max(counts, key=lambda language: counts[language])


def _unnumbered(heading: str) -> str:
    numbered = NUMBER.fullmatch(heading)
    return numbered["text"] if numbered and plain(heading) not in SLUGS else heading


def is_name_heading(line: Line) -> bool:
    return plain(_unnumbered(line.text)) in NAME_HEADINGS


def is_unknown_heading(text: str) -> bool:
    """Whether a plain line looks like an unknown heading: few words, each capitalized."""
    if len(text) > LONGEST_HEADING or plain(text) in SLUGS:
        return False
    return bool(HEADING_LIKE.fullmatch(text)) or (text.endswith(":") and text.isupper() and len(text.split()) <= 6)
