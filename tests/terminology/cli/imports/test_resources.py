import io
import json
import tarfile
from pathlib import Path

import pytest

from fhir_resources.convert.cross_version import R5_EXTENSION
from tests.examples.command_line import Run

LETTERS = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/letters",
    "version": "1",
    "name": "Letters",
    "status": "active",
    "content": "complete",
    "concept": [{"code": "a", "display": "The letter a"}],
}
VALUE_SET_XML = (
    '<ValueSet xmlns="http://hl7.org/fhir"><url value="http://example.org/vs"/><status value="active"/></ValueSet>'
)


def test_resources_come_as_json_xml_bundles_folders_and_packages(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "resources"
    folder.mkdir()
    (folder / "read.me").write_text("no resource")
    (folder / "letters.json").write_text(json.dumps(LETTERS))
    (folder / "vs.xml").write_text(VALUE_SET_XML)
    package = tmp_path / "p.tgz"
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": LETTERS | {"version": "2"}}]}
    files = {
        "package.json": {"name": "p", "fhirVersions": ["4.0.1"]},
        "a.json": bundle,
        "b.json": {"resourceType": "Patient"},
    }
    with tarfile.open(package, "w:gz") as archive:
        for name, content in files.items():
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    imported = run("import", "resources", folder, package, database="resources")
    assert imported.exit_code == 0, imported.stderr
    assert imported.stdout.splitlines() == [
        "CodeSystem http://example.org/letters|1",
        "ValueSet http://example.org/vs",
        "CodeSystem http://example.org/letters|2",
    ]
    assert "1 resource of other types left out: 1 Patient." in imported.stderr
    rows = json.loads(run("list", "--json", database="resources").stdout)
    assert {row["version"]: row["fhirVersions"] for row in rows if row["concepts"]} == {
        "1": ["4.0", "5.0"],
        "2": ["4.0"],
    }
    found = run("lookup", "a", "--system", "http://example.org/letters", database="resources")
    assert "display\tThe letter a\n" in found.stdout


def test_an_unpacked_package_is_read_and_its_unusable_files_are_reported(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "some.package-1.0" / "package"
    (folder / "dist").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "some.package"}')
    (folder / "dist" / "letters.json").write_text(json.dumps(LETTERS))
    (folder / "dist" / "invalid.json").write_text(json.dumps(LETTERS | {"version": "2", "content": "some"}))
    unclear = run("import", "resources", folder.parent, database="unpacked")
    assert (unclear.exit_code, "of no stated version" in unclear.stderr) == (1, True)
    imported = run("import", "resources", folder.parent, "--fhir-version", "4.0", "--json", database="unpacked")
    assert imported.exit_code == 0, imported.stderr
    report = json.loads(imported.stdout)
    assert [(item["source"], item["fhirVersions"]) for item in report["loaded"]] == [("some.package-1.0", ["4.0"])]
    assert report["refusedByReason"] == {"not valid in FHIR R4": 1}
    assert run("import", "resources", folder, "--fhir-version", "3.0", database="unpacked").exit_code == 2


def test_the_report_states_the_version_of_a_file_and_its_unused_parts(run: Run, tmp_path: Path) -> None:
    label = {"url": f"{R5_EXTENSION}CodeSystem.copyrightLabel", "valueString": "ours"}
    for name, of_r5 in (("r4.json", {}), ("r5.json", {"approvalDate": "2026-01-01"})):
        (tmp_path / name).write_text(json.dumps(LETTERS | {"url": f"u:{name}", "extension": [label]} | of_r5))
    report = json.loads(run("import", "resources", tmp_path, "--json", database="read-as").stdout)
    assert {item["url"]: item["readAs"] for item in report["loaded"]} == {"u:r4.json": "4.0", "u:r5.json": "5.0"}
    (warning,) = report["warnings"]
    assert (warning["file"], warning["rule"]) == ("r5.json", "R4's extensions in R5")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.json", "{"),
        ("broken.xml", "<ValueSet"),
        ("doctype.xml", "<!DOCTYPE a><a/>"),
        ("invalid.json", json.dumps(LETTERS | {"content": "some"})),
        ("other.json", '{"resourceType": "Patient"}'),
        ("broken.tgz", "text"),
    ],
)
def test_nothing_is_loaded_when_one_resource_is_refused(run: Run, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    files = [tmp_path / name]
    if name != "other.json":
        (tmp_path / "letters.json").write_text(json.dumps(LETTERS))
        files.append(tmp_path / "letters.json")
    refused = run("import", "resources", *files, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr
    assert "Traceback" not in refused.stderr
    assert json.loads(run("list", "--json", database="refused").stdout) == []


def test_another_meaning_under_the_same_url_and_version_is_refused_unless_it_replaces(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for file, code in ((first, "J3111"), (second, "A0021")):
        include = {"system": "http://example.org/codes", "concept": [{"code": code}]}
        body = {"resourceType": "ValueSet", "id": file.stem, "url": "http://example.org/vs", "version": "1"}
        file.write_text(json.dumps(body | {"status": "active", "compose": {"include": [include]}}))
    assert run("import", "resources", first, database="another-meaning").exit_code == 0
    again = run("import", "resources", first, database="another-meaning")
    assert again.exit_code == 0, again.stderr
    refused = run("import", "resources", second, database="another-meaning")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "ValueSet http://example.org/vs|1 is loaded with other content, from first.json:" in refused.stderr
    assert "compose.include[0].concept[0].code: 'J3111' became 'A0021'" in refused.stderr
    assert "use --replace" in refused.stderr
    replaced = run("import", "resources", second, "--replace", database="another-meaning")
    assert replaced.exit_code == 0, replaced.stderr


def test_the_report_names_the_codes_of_value_sets_that_no_release_has(run: Run, tmp_path: Path) -> None:
    include = {"system": LETTERS["url"], "concept": [{"code": "a"}, {"code": "z"}]}
    value_set = {"resourceType": "ValueSet", "url": "http://example.org/few", "status": "active"}
    for name, resource in (("letters.json", LETTERS), ("few.json", {**value_set, "compose": {"include": [include]}})):
        (tmp_path / name).write_text(json.dumps(resource))
    result = run("import", "resources", tmp_path, database="listed_codes")
    assert "ValueSet http://example.org/few, of 2 codes: 1 is unknown (z)" in result.stderr
    report = json.loads(run("import", "resources", tmp_path, "--json", database="listed_codes").stdout)
    assert report["listedCodes"] == [
        {"valueSet": "ValueSet http://example.org/few", "checked": 2, "ended": [], "unknown": ["z"]}
    ]


def test_a_dry_run_says_what_is_odd_about_listed_codes_and_loads_nothing(
    run: Run, release: Path, tmp_path: Path
) -> None:
    run("import", "hcpcs", release, "--release", "2025-10", database="odd-codes")
    concepts = [{"code": "J3111"}, {"code": "K0553"}, {"code": "0521F"}]
    system = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
    include = {"system": system, "version": "2025", "concept": concepts}
    value_set = {
        "resourceType": "ValueSet",
        "url": "http://x/odd",
        "status": "active",
        "compose": {"include": [include]},
    }
    file, report = tmp_path / "odd.json", tmp_path / "report.json"
    file.write_text(json.dumps(value_set))
    dry = run("import", "resources", file, "--dry-run", "--report", report, database="odd-codes")
    assert (dry.exit_code, dry.stdout) == (0, "ValueSet http://x/odd\n")
    assert "ValueSet http://x/odd, of 3 codes: 1 has ended (K0553); 1 is unknown (0521F)\n" in dry.stderr
    assert json.loads(report.read_text())["listedCodes"][0]["unknown"] == ["0521F"]
    assert "http://x/odd" not in run("list", database="odd-codes").stdout
