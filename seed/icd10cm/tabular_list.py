"""CDC's tabular list of ICD-10-CM as XML -> its chapters, blocks, categories and codes with their notes.

    <ICD10CM.tabular>
      <version>2026</version>                     the fiscal year
      <chapter> <name>1</name> <desc>Certain infectious and parasitic diseases (A00-B99)</desc> notes
        <section id="A00-A09"> <desc>…</desc> notes
          <diag> <name>A00</name> <desc>Cholera</desc> notes <sevenChrDef> <diag>…

The codes of chapters and blocks are their ranges, `A00-B99`: with CDC's ids, the block B20 and the category B20 would
be the same code. A section without codes (C00-C75) is the block that contains the following sections in its range.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seed.icd10.xml_elements import Element, read_elements
from seed.icd10cm.codes import CATEGORY_LENGTH, DOTTED
from seed.icd10cm.entries import Entry, Kind, kind_of
from seed.icd10cm.seventh_characters import SeventhCharacters
from seed.release import NotARelease, RejectedRow

ROOT = "ICD10CM.tabular"

# The elements with notes, and the property for each, in output order.
NOTES: dict[str, str] = {
    "includes": "includes",
    "inclusionTerm": "inclusionTerm",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "codeFirst",
    "codeAlso": "codeAlso",
    "useAdditionalCode": "useAdditionalCode",
    "notes": "note",
    "sevenChrNote": "seventhCharacterNote",
}
# visualImpairment is a table of H54.8 for readers.
OTHER_PARTS = frozenset({"name", "desc", "diag", "section", "sectionIndex", "sevenChrDef", "visualImpairment"})
RANGE = re.compile(r"\(([A-Z][0-9A-Z]{2})-([A-Z][0-9A-Z]{2})\)$")


@dataclass(frozen=True, slots=True)
class TabularList:
    """Every entry once, each after its parent, and the rejected elements, in line order."""

    fiscal_year: int | None
    entries: tuple[Entry, ...]
    rejected: tuple[RejectedRow, ...]


def read_tabular_list(name: str, content: bytes) -> TabularList:
    """Raises NotARelease, with one sentence, for what is not CDC's tabular list of ICD-10-CM or has no codes."""
    root = read_elements(name, content)
    if root.tag != ROOT:
        raise NotARelease(f"{name} is not CDC's tabular list of ICD-10-CM: its root is {root.tag!r}, not {ROOT!r}.")
    reader = _Reader()
    for chapter in root.all("chapter"):
        reader.read_chapter(chapter)
    if not any(entry.kind == "category" for entry in reader.entries.values()):
        raise NotARelease(f"{name} has no codes.")
    year = root.text_of("version")
    return TabularList(
        fiscal_year=int(year) if re.fullmatch("20[0-9]{2}", year) else None,
        entries=tuple(reader.entries.values()),
        rejected=tuple(sorted(reader.rejected, key=lambda row: row.line)),
    )


class _Reader:
    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.rejected: list[RejectedRow] = []

    def read_chapter(self, chapter: Element) -> None:
        sections = chapter.all("section")
        code = _chapter_range(chapter, sections)
        above = code if self.add(chapter, code, "chapter", None) else None
        around: list[str] = []  # the enclosing blocks without codes, the widest first
        for section in sections:
            block = _block_range(section.attributes.get("id", ""))
            while around and not _covers(around[-1], block):
                around.pop()
            outer = around[-1] if around else above
            is_block = self.add(section, block, "block", outer)
            diagnoses = section.all("diag")
            if is_block and not diagnoses:
                around.append(block)
            self.read_diagnoses(diagnoses, block if is_block else outer)

    def read_diagnoses(self, diagnoses: list[Element], parent: str | None) -> None:
        """The codes of a block, depth first."""
        waiting = [(item, parent, SeventhCharacters()) for item in reversed(diagnoses)]
        while waiting:
            diagnosis, above, rule = waiting.pop()
            rule = rule.below(diagnosis)
            inner = diagnosis.all("diag")
            is_added = self.add_diagnosis(diagnosis, above, rule, has_more=bool(inner))
            below = diagnosis.text_of("name") if is_added else above
            waiting.extend((item, below, rule) for item in reversed(inner))

    def add_diagnosis(self, diagnosis: Element, above: str | None, rule: SeventhCharacters, has_more: bool) -> bool:
        """Adds a code and, if it is a leaf, its codes with seventh characters."""
        code, title = diagnosis.text_of("name"), diagnosis.text_of("desc")
        if not DOTTED.fullmatch(code):
            self.reject(diagnosis, f"{code!r} is not an ICD-10-CM code")
            return False
        codes = [] if has_more else list(rule.codes(code, title))
        if not self.add(diagnosis, code, kind_of(code), above, is_billable=not has_more and not codes):
            return False
        for longer, its_title in codes:
            self.keep(Entry(longer, "code", its_title, code, True, diagnosis.line))
        return True

    def add(self, element: Element, code: str, kind: Kind, parent: str | None, is_billable: bool = False) -> bool:
        """Returns whether the entry could be added."""
        title = element.text_of("desc")
        if not code or not title:
            self.reject(element, f"{code or 'the ' + element.tag} has no {'title' if code else 'range of codes'}")
            return False
        for part in element.children:
            if part.tag not in NOTES and part.tag not in OTHER_PARTS:
                self.reject(part, f"{part.tag} at {code} is an unknown kind of note")
        return self.keep(Entry(code, kind, title, parent, is_billable, element.line, tuple(_notes(element))))

    def keep(self, entry: Entry) -> bool:
        first = self.entries.setdefault(entry.code, entry)
        if first is not entry:
            reason = f"{entry.code} is already in line {first.line}; the first counts"
            self.rejected.append(RejectedRow(entry.line, reason))
        return first is entry

    def reject(self, element: Element, reason: str) -> None:
        self.rejected.append(RejectedRow(element.line, reason))


def _notes(element: Element) -> Iterator[tuple[str, str]]:
    for tag, property in NOTES.items():
        yield from ((property, note.text) for part in element.all(tag) for note in part.all("note") if note.text)
    for definition in element.all("sevenChrDef"):
        character = ""
        for part in definition.children:  # a note explains the character before it
            if part.tag == "extension":
                character = part.attributes.get("char", "")
            elif part.text:
                yield NOTES["sevenChrNote"], f"{character}: {part.text}"


def _chapter_range(chapter: Element, sections: list[Element]) -> str:
    """From the title, `… (A00-B99)`, else from the first to the last section; empty if neither has it."""
    found = RANGE.search(chapter.text_of("desc"))
    if found:
        return f"{found[1]}-{found[2]}"
    blocks = [block for section in sections if (block := _block_range(section.attributes.get("id", "")))]
    return f"{blocks[0].split('-')[0]}-{blocks[-1].split('-')[1]}" if blocks else ""


def _block_range(id: str) -> str:
    """A00-A09 as it is, B20 as B20-B20; empty for anything else."""
    first, _, last = id.partition("-")
    last = last or first
    return f"{first}-{last}" if len(first) == len(last) == CATEGORY_LENGTH else ""


def _covers(outer: str, inner: str) -> bool:
    first, last = outer.split("-")
    return inner != "" and first <= inner.split("-")[0] and inner.split("-")[1] <= last
