"""ICD-10 files in the formats of CMS and CDC, from a few words."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

# Chapter, block and category of a tabular list, and the seventh characters of S02, in CDC's form.
TABULAR_LIST = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2026</version>
  <introduction><introSection type="title"><title>ICD-10-CM TABULAR LIST</title></introSection></introduction>
  <chapter>
    <name>1</name>
    <desc>Certain infectious and parasitic diseases (A00-B99)</desc>
    <includes><note>diseases generally recognized as communicable or transmissible</note></includes>
    <sectionIndex><sectionRef first="A00" last="A09" id="A00-A09">Intestinal diseases</sectionRef></sectionIndex>
    <section id="A00-A09">
      <desc>Intestinal infectious diseases (A00-A09)</desc>
      <diag>
        <name>A00</name>
        <desc>Cholera</desc>
        <diag>
          <name>A00.0</name>
          <desc>Cholera due to Vibrio cholerae 01, biovar cholerae</desc>
          <inclusionTerm><note>Classical cholera</note></inclusionTerm>
        </diag>
        <diag><name>A00.9</name><desc>Cholera, unspecified</desc></diag>
      </diag>
    </section>
    <section id="B20">
      <desc>Human immunodeficiency virus [HIV] disease (B20)</desc>
      <diag>
        <name>B20</name>
        <desc>Human immunodeficiency virus [HIV] disease</desc>
        <codeFirst><note>HIV disease complicating pregnancy (O98.7-)</note></codeFirst>
        <useAdditionalCode><note>code to identify all manifestations of HIV</note></useAdditionalCode>
        <excludes1><note>asymptomatic HIV status (Z21)</note></excludes1>
      </diag>
    </section>
  </chapter>
  <chapter>
    <name>19</name>
    <desc>Injury, poisoning and certain other consequences of external causes (S00-T88)</desc>
    <section id="S00-S09">
      <desc>Injuries to the head (S00-S09)</desc>
      <diag>
        <name>S02</name>
        <desc>Fracture of skull and facial bones</desc>
        <sevenChrNote><note>The appropriate 7th character is to be added to each code from S02</note></sevenChrNote>
        <sevenChrDef>
          <extension char="A">initial encounter for closed fracture</extension>
          <extension char="S">sequela</extension>
          <note>late effect</note>
        </sevenChrDef>
        <diag><name>S02.0</name><desc>Fracture of vault of skull</desc></diag>
      </diag>
    </section>
    <section id="T07-T88">
      <desc>Injury, poisoning and certain other consequences of external causes (T07-T88)</desc>
    </section>
    <section id="T07">
      <desc>Injuries involving multiple body regions (T07)</desc>
      <diag><name>T07</name><desc>Unspecified multiple injuries</desc></diag>
    </section>
  </chapter>
</ICD10CM.tabular>
""".replace("\n", "\r\n")


def order_line(number: int, code: str, is_billable: bool, long: str, short: str | None = None) -> str:
    return f"{number:05d} {code:<7} {int(is_billable)} {(short or long)[:60]:<60} {long}"


def order_file(*rows: tuple[str, bool, str]) -> bytes:
    """An order file of codes, whether each is billable, and long descriptions."""
    lines = (order_line(number, *row) for number, row in enumerate(rows, start=1))
    return text_file(lines)


def text_file(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


# The codes of TABULAR_LIST, as CMS's order file has them.
ORDER_FILE = order_file(
    ("A00", False, "Cholera"),
    ("A000", True, "Cholera due to Vibrio cholerae 01, biovar cholerae"),
    ("A009", True, "Cholera, unspecified"),
    ("B20", True, "Human immunodeficiency virus [HIV] disease"),
    ("S02", False, "Fracture of skull and facial bones"),
    ("S020", False, "Fracture of vault of skull"),
    ("S020XXA", True, "Fracture of vault of skull, initial encounter for closed fracture"),
    ("S020XXS", True, "Fracture of vault of skull, sequela"),
    ("T07", True, "Unspecified multiple injuries"),
)


def members_of(archive: Path) -> list[bytes]:
    """The files in one of CMS's or CDC's archives."""
    with ZipFile(archive) as opened:
        return [opened.read(name) for name in opened.namelist()]
