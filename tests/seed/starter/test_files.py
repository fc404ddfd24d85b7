"""The starter content is complete, true to CMS's file, and written for this project."""

import csv
import json
import re

import pytest

from seed.narrative.document import SECTIONS, rebuild
from seed.narrative.parser import decode, parse
from seed.starter.files import StarterFile, starter_files

RELEASE_FILE = "releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"


def of_kind(kind: str) -> list[StarterFile]:
    return [file for file in starter_files() if file.kind == kind]


def excerpt() -> StarterFile:
    (file,) = of_kind("hcpcs")
    return file


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(excerpt().content.decode("ascii").splitlines()))


def resources() -> dict[tuple[str, str], dict[str, object]]:
    return {(str(file.version), file.name): json.loads(file.content) for file in of_kind("resource")}


def test_the_excerpt_has_some_150_codes_of_every_chapter_and_thirty_modifiers():
    codes = [row["HCPC"] for row in rows() if row["RECID"] == "3"]
    modifiers = [row["HCPC"].strip() for row in rows() if row["RECID"] == "7"]
    assert (len(codes), len(modifiers)) == (156, 30)
    assert "".join(sorted({code[0] for code in codes})) == "ABCEGHJKLMPQRSTUV"


def test_the_excerpt_has_terminated_codes_and_one_reactivated():
    terminated = " ".join(row["HCPC"].strip() for row in rows() if row["TERM DT"])
    assert terminated == (
        "JG A9155 C9056 C9088 C9113 G0154 J0135 J0171 J2150 J2505 J9310 K0553 K0554 M0243 S0020 U0003 U0005"
    )
    assert [row["HCPC"] for row in rows() if row["ACTION CD"] == "R"] == ["J0570"]


def test_the_excerpt_has_no_cpt_number_and_no_dental_code():
    for row in rows():
        assert re.fullmatch(r"[A-CE-V]\d{4}|   [A-Z][A-Z0-9]", row["HCPC"])
        assert not re.match(r"\d|D\d", row["XREF1"])


def test_every_row_of_the_excerpt_stands_unchanged_in_cms_october_2025_release(shared_data):
    release = (shared_data / RELEASE_FILE).read_bytes().splitlines()
    assert excerpt().content.splitlines()[0] == release[0]
    assert set(excerpt().content.splitlines()) <= set(release)
    assert excerpt().version == "2025-10"


def test_the_narrative_is_about_j3111_and_has_every_section_without_a_warning():
    (file,) = of_kind("narratives")
    narrative = parse(decode(file.content))
    assert (narrative.code, narrative.title) == ("J3111", "Injection, romosozumab-aqqg, 1 mg")
    assert [name.use for name in narrative.names] == ["common-name", "medical-term"]
    assert [section.slug for section in narrative.sections] == [slug for slug, _ in SECTIONS]
    assert narrative.warnings == ()


def test_the_narrative_is_rebuilt_byte_for_byte():
    (file,) = of_kind("narratives")
    assert rebuild(parse(decode(file.content))).encode() == file.content


def test_the_narrative_shares_no_line_of_text_with_the_third_partys(shared_seeds):
    (file,) = of_kind("narratives")
    ours = {block.text for section in parse(decode(file.content)).sections for block in section.blocks}
    for path in shared_seeds.glob("*.txt"):
        theirs = {block.text for section in parse(decode(path.read_bytes())).sections for block in section.blocks}
        assert not ours & theirs


@pytest.mark.parametrize("version", ["4.0", "5.0"])
@pytest.mark.parametrize(
    ("id", "codes"),
    [
        ("administrative-gender", ["male", "female", "other", "unknown"]),
        ("publication-status", ["draft", "active", "retired", "unknown"]),
    ],
)
def test_fhirs_own_code_systems_come_with_their_value_sets_in_the_version_of_the_endpoint(version, id, codes):
    code_system = resources()[version, f"CodeSystem-{id}.json"]
    value_set = resources()[version, f"ValueSet-{id}.json"]
    assert [concept["code"] for concept in code_system["concept"]] == codes
    assert code_system["url"] == f"http://hl7.org/fhir/{id}"
    assert code_system["valueSet"] == value_set["url"] == f"http://hl7.org/fhir/ValueSet/{id}"
    assert value_set["compose"] == {"include": [{"system": code_system["url"]}]}
    assert {code_system["version"], value_set["version"]} == {{"4.0": "4.0.1", "5.0": "5.0.0"}[version]}


def test_no_two_starter_files_are_the_same():
    files = starter_files()
    assert len({(file.name, file.version) for file in files}) == len(files) == 10
