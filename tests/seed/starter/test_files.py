"""The starter content is complete, true to CMS's file, and written for this project."""

import csv
import json
import re

import pytest

from seed.narrative.document import SECTIONS, Narrative
from seed.narrative.parser import decode, parse, parse_lines
from seed.narrative.splitting import documents_in_text
from seed.starter.files import StarterFile, starter_files
from tests.builders.rebuilding import rebuild

# Each excerpt and the file of CMS's that it is from.
WHOLE_FILES = {
    "HCPC17_ANWEB_excerpt.txt": "releases/2017-annual/HCPC17_CONTR_ANWEB.txt",
    "HCPC2023_JAN_excerpt.csv": "releases/2023-01-JAN/HCPC2023_JAN_ANWEB_v3.csv",
    "HCPC2025_OCT_excerpt.csv": "releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv",
    "RBCS_RY_2024_excerpt.csv": "rbcs/rbcs_2024_level2.csv",
    "DMEPOS26_JAN_excerpt.csv": "dmepos/DMEPOS26_JAN.csv",
    "MUE_DME_2024-07_excerpt.csv": "mue/2024-07_MUE_DME.csv",
    "2025-10_ASP_NDC-HCPCS_crosswalk_excerpt.csv": "asp/2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv",
}


def of_kind(kind: str) -> list[StarterFile]:
    return [file for file in starter_files() if file.kind == kind]


def table_rows(file: StarterFile) -> list[dict[str, str]]:
    return list(csv.DictReader(file.content.decode("ascii").splitlines()))


def rows() -> list[dict[str, str]]:
    """Of the newest release."""
    return table_rows(of_kind("hcpcs")[-1])


def codes() -> set[str]:
    return {row["HCPC"].strip() for row in rows()}


def resources() -> dict[tuple[str, str], dict[str, object]]:
    return {(str(file.version), file.name): json.loads(file.content) for file in of_kind("resource")}


def test_the_excerpt_has_some_150_codes_of_every_chapter_and_thirty_modifiers():
    procedures = [row["HCPC"] for row in rows() if row["RECID"] == "3"]
    modifiers = [row["HCPC"].strip() for row in rows() if row["RECID"] == "7"]
    assert (len(procedures), len(modifiers)) == (156, 30)
    assert "".join(sorted({code[0] for code in procedures})) == "ABCEGHJKLMPQRSTUV"


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


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_every_row_of_an_excerpt_is_unchanged_in_cms_file(shared_data, name):
    (excerpt,) = (file for file in starter_files() if file.name == name)
    full = (shared_data / WHOLE_FILES[name]).read_bytes().splitlines()
    if name.endswith(".csv"):
        assert excerpt.content.splitlines()[0] == full[0]
    assert set(excerpt.content.splitlines()) <= set(full)


def test_two_releases_show_added_ended_returned_and_renamed_codes():
    older, newer = ({row["HCPC"].strip(): row for row in table_rows(file)} for file in of_kind("hcpcs")[1:])
    assert set(newer) - set(older) == {"J0668", "J1440", "J2151"}
    assert set(older) <= set(newer)
    assert older["J0135"]["TERM DT"] < newer["J0135"]["TERM DT"]
    assert newer["J0570"]["ACTION CD"] == "R"
    assert older["M0201"]["LONG DESCRIPTION"] != newer["M0201"]["LONG DESCRIPTION"]


def test_a_third_release_has_a_code_with_another_meaning():
    lines = of_kind("hcpcs")[0].content.decode("ascii").splitlines()
    assert {line[:5].strip() for line in lines} <= codes()
    [then] = [line for line in lines if line.startswith("J1440")]
    [now] = [row for row in rows() if row["HCPC"] == "J1440"]
    assert "filgrastim" in then
    assert "Fecal microbiota" in now["LONG DESCRIPTION"]


def test_the_drug_packages_are_of_codes_of_the_excerpt():
    (file,) = of_kind("ndc-crosswalk")
    packages = [line.split(",")[0] for line in file.content.decode().splitlines()[9:]]
    assert {"J1440", "J3111"} <= set(packages) <= codes()


def test_the_tables_speak_of_the_codes_of_the_excerpt_only():
    for kind, column in (("dmepos", "HCPCS"), ("mue", "hcpcs"), ("rbcs", "hcpcs_code")):
        (file,) = of_kind(kind)
        assert {row[column] for row in table_rows(file)} <= codes()


def test_the_example_value_set_was_once_correct_and_its_next_version_is_now():
    (old, new) = (
        resources()["None", name] for name in ("ValueSet-care-at-home-2022.json", "ValueSet-care-at-home.json")
    )
    assert old["url"] == new["url"]
    listed = {item["code"] for item in new["compose"]["include"][0]["concept"]}
    ended = {row["HCPC"].strip() for row in rows() if row["TERM DT"]}
    assert listed <= codes() - ended
    assert ended & {item["code"] for item in old["compose"]["include"][0]["concept"]} == {"G0154", "K0553", "K0554"}


def narratives() -> dict[str, Narrative]:
    documents = [documents_in_text(decode(file.content)) for file in of_kind("narratives")]
    return {
        file.name: parse_lines(d.lines, d.stated) for file, (d,) in zip(of_kind("narratives"), documents, strict=True)
    }


def test_each_narrative_has_the_descriptor_of_its_code_and_every_section_without_a_warning():
    descriptors = {row["HCPC"].strip(): row["LONG DESCRIPTION"] for row in rows()}
    assert list(narratives()) == ["J3111.txt", "G0121.txt", "E0601.txt"]
    for name, narrative in narratives().items():
        assert (f"{narrative.code}.txt", narrative.title) == (name, descriptors[narrative.code or ""])
        assert [item.use for item in narrative.names] == ["common-name", "medical-term"]
        assert [section.slug for section in narrative.sections] == [slug for slug, _ in SECTIONS]
        assert all(section.blocks for section in narrative.sections)
        assert narrative.warnings == ()


def test_the_narrative_without_a_front_matter_is_rebuilt_byte_for_byte():
    (file,) = (file for file in of_kind("narratives") if file.name == "J3111.txt")
    assert rebuild(parse(decode(file.content))).encode() == file.content


def test_the_narratives_share_no_line_of_text_with_the_third_partys(shared_seeds):
    ours = {block.text for item in narratives().values() for section in item.sections for block in section.blocks}
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
    assert len({(file.name, file.version) for file in files}) == len(files) == 20
