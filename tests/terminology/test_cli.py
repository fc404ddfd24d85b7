"""The commands, over one embedded store that is held for all of them; the main journey in processes of their own."""

import csv
import io
import json
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from seed.starter.files import content_of
from terminology.cli import app
from terminology.store.embedded import EmbeddedStore
from tests.examples.server import COMMAND, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
EXCERPT = "HCPC2025_OCT_excerpt.csv"
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

MAP = "https://terminology.example.org/fhir/ConceptMap/ndc-to-hcpcs"
CROSSWALK = (
    "_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
    "J3111,Inj. romosozumab-aqqg 1 mg,Amgen Inc,55513-0880-02,Evenity,1 MG,1.17,2,105,210\n"
    "90371,A vaccine,Amgen Inc,55513-0998-02,Vaccine,1 ML,1,1,1,1\n"
)
RBCS = (
    "hcpcs_code,rbcs_category,rbcs_subcategory,rbcs_family,rbcs_date_effective\n"
    "J3111,Treatment,Dialysis,No RBCS Family,20150101\n"
)

Run = Callable[..., Result]
Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose store runs until the last test is over."""
    folder = tmp_path_factory.mktemp("data")
    holder = EmbeddedStore(folder)
    holder.locate()
    yield folder
    holder.leave()


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """Runs a command in this process, which takes a tenth of the time of a new one."""

    def run(*arguments: str | Path, database: str = "terminology", **more: str) -> Result:
        variables = environment(folder) | {"TERMINOLOGY_DATABASE": database} | more
        return CliRunner().invoke(app, list(map(str, arguments)), env=variables, prog_name="terminology")

    return run


@pytest.fixture(scope="module")
def start(folder: Path) -> Start:
    """Runs a command as a user does."""

    def start(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *map(str, arguments)]
        variables = environment(folder) | more
        return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120, check=False)

    return start


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("release") / EXCERPT
    file.write_bytes(content_of(EXCERPT))
    return file


def test_help_shows_every_command_at_once(start: Start) -> None:
    started = time.monotonic()
    result = start("--help")
    assert time.monotonic() - started < 2  # 0.3 s on a machine that does nothing else
    assert result.returncode == 0
    for command in ("serve", "import", "list", "remove", "lookup", "diff", "export-openapi"):
        assert command in result.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("serve",),
        ("import", "hcpcs"),
        ("import", "resources"),
        ("import", "ndc-crosswalk"),
        ("import", "rbcs"),
        ("lookup",),
        ("diff",),
        ("remove",),
    ],
)
def test_the_help_of_a_command_shows_an_example(run: Run, command: tuple[str, ...]) -> None:
    assert f"terminology {' '.join(command)}" in run(*command, "--help").stdout.split("Example", 1)[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("list", "--nothing"),
        ("lookup",),
        ("diff", "hcpcs", "2025-10"),
        ("import", "hcpcs", "/no/such/file"),
        ("import", "ndc-crosswalk", "/no/such/file"),
        ("import", "rbcs", "/tmp"),
        ("serve", "--port", "many"),
        ("serve", "--workers", "0"),
    ],
)
def test_what_is_misused_ends_with_two(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr


def test_a_setting_that_makes_no_sense_is_named(run: Run) -> None:
    result = run("list", TERMINOLOGY_LOG_LEVEL="loud")
    assert result.exit_code == 2
    assert "TERMINOLOGY_LOG_LEVEL" in result.stderr


def test_a_release_is_imported_listed_looked_up_and_removed(start: Start, release: Path) -> None:
    imported = start("import", "hcpcs", release, "--release", "2025-10")
    assert imported.returncode == 0, imported.stderr
    assert imported.stdout == f"{HCPCS}|2025-10: 75 concepts from {EXCERPT}\n"
    assert "75 rows, 0 rejected" in imported.stderr

    rows = json.loads(start("list", "--json").stdout)
    assert [(row["system"], row["version"], row["concepts"]) for row in rows] == [(HCPCS, "2025-10", 75)]
    assert len(rows[0]["sources"][0]["sha256"]) == 64

    found = start("lookup", "J3111")
    assert "display\tInjection, romosozumab-aqqg, 1 mg\n" in found.stdout
    assert "coverage\tC (carrier judgment)\n" in found.stdout

    removed = start("remove", HCPCS, "2025-10")
    assert (removed.returncode, removed.stdout) == (0, f"{HCPCS}|2025-10 is removed.\n")
    again = start("remove", HCPCS, "2025-10")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"{HCPCS} is not loaded.\n"


def test_a_list_is_lines_with_tabs_for_other_programs(run: Run, release: Path) -> None:
    assert run("list", database="listed").stdout == ""
    run("import", "hcpcs", release, "--release", "2025-10", database="listed")
    head, line = run("list", database="listed").stdout.splitlines()
    assert head == "system\tversion\tconcepts\tsource\tsha256\twhen"
    assert line.startswith(f"{HCPCS}\t2025-10\t75\t{EXCERPT}\t")


def test_a_narrative_is_attached_or_said_why_not(run: Run, release: Path, tmp_path: Path) -> None:
    run("import", "hcpcs", release, "--release", "2025-10", database="narratives")
    folder = tmp_path / "narratives"
    folder.mkdir()
    (folder / "J3111.txt").write_bytes(content_of("J3111.txt"))
    attached = run("import", "narratives", folder, database="narratives")
    assert (attached.exit_code, attached.stdout) == (0, "J3111.txt: J3111\n")
    assert "Summary\t" in run("lookup", "J3111", database="narratives").stdout

    (folder / "broken.txt").write_text("nothing")
    mixed = run("import", "narratives", folder, database="narratives")
    assert (mixed.exit_code, mixed.stdout) == (1, "J3111.txt: J3111\n")
    assert "broken.txt: refused: " in mixed.stderr


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
    assert "1 resources of other types were left out: 1 Patient." in imported.stderr
    rows = json.loads(run("list", "--json", database="resources").stdout)
    assert {row["version"]: row["fhirVersions"] for row in rows if row["concepts"]} == {
        "1": ["4.0", "5.0"],
        "2": ["4.0"],
    }
    found = run("lookup", "a", "--system", "http://example.org/letters", database="resources")
    assert "display\tThe letter a\n" in found.stdout


def test_an_unpacked_package_is_read_and_what_cannot_be_used_of_it_is_reported(run: Run, tmp_path: Path) -> None:
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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.zip", b"<!doctype html><html><body>Not found</body></html>"),
        ("page.txt", b"<!doctype html><html><body>Not found</body></html>"),
        ("empty.txt", b""),
        ("broken.zip", b"PK\x03\x04 and nothing"),
        ("letter.txt", b"Dear Sir or Madam\n"),
    ],
)
def test_a_file_that_is_no_release_is_refused_with_one_sentence(
    run: Run, release: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused = run("import", "hcpcs", release, file, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert name in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr
    assert json.loads(run("list", "--json", database="refused").stdout) == []


def test_a_crosswalk_is_imported_listed_and_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2025-10.csv").write_text(CROSSWALK)
    imported = run("import", "ndc-crosswalk", tmp_path / "2025-10.csv", database="crosswalk")
    assert imported.exit_code == 0
    assert imported.stdout == f"{MAP}|2025-10: 1 products from 2025-10.csv\n"
    assert "quarter 2025-10, 2 rows, 1 rejected\n  line 3: 90371 is a CPT or CDT code" in imported.stderr
    (row,) = json.loads(run("list", "--json", database="crosswalk").stdout)
    assert (row["type"], row["system"], row["version"], row["sources"][0]["name"]) == (
        "ConceptMap",
        MAP,
        "2025-10",
        "2025-10.csv",
    )
    assert run("remove", MAP, "2025-10", database="crosswalk").exit_code == 0
    assert json.loads(run("list", "--json", database="crosswalk").stdout) == []


def test_the_rbcs_is_imported_with_a_value_set_for_each_category(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rbcs.csv").write_text(RBCS)
    imported = run("import", "rbcs", tmp_path / "rbcs.csv", "--release", "2024", database="rbcs")
    assert imported.stdout.splitlines() == [
        "https://terminology.example.org/fhir/CodeSystem/hcpcs-rbcs|2024: 1 codes from rbcs.csv",
        "https://terminology.example.org/fhir/ValueSet/hcpcs-rbcs-treatment|2024",
    ]


@pytest.mark.parametrize(
    ("command", "content", "options"),
    [
        ("ndc-crosswalk", "", ()),
        ("ndc-crosswalk", "<html>", ()),
        ("ndc-crosswalk", CROSSWALK.replace("BILLUNITS,", "AWP,"), ("--quarter", "2025-10")),
        ("ndc-crosswalk", CROSSWALK, ()),
        ("ndc-crosswalk", CROSSWALK, ("--quarter", "2025-11")),
        ("rbcs", CROSSWALK, ("--release", "2024")),
        ("rbcs", RBCS, ()),
    ],
)
def test_what_is_no_crosswalk_or_rbcs_is_refused_with_one_sentence(
    run: Run, tmp_path: Path, command: str, content: str, options: tuple[str, ...]
) -> None:
    (tmp_path / "given.csv").write_text(content)
    refused = run("import", command, tmp_path / "given.csv", *options, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert json.loads(run("list", "--json", database="refused").stdout) == []


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


def test_what_changed_between_two_releases_is_a_table_csv_or_json(run: Run, release: Path) -> None:
    earlier = release.with_name("earlier.csv")
    earlier.write_bytes(release.read_bytes().replace(b"romosozumab", b"romo").rstrip().rpartition(b"\n")[0])
    last = release.read_text().splitlines()[-1].partition(",")[0].strip()
    run("import", "hcpcs", earlier, "--release", "2025-07", database="changed")
    run("import", "hcpcs", release, "--release", "2025-10", database="changed")

    lines = run("diff", "hcpcs", "2025-07", "2025-10", database="changed").stdout.splitlines()
    assert lines[:3] == [f"{HCPCS} from 2025-07 to 2025-10", "kind\tchanges", "added\t1"]
    assert lines[9:12] == [
        "kind\tcode\tproperty\told\tnew",
        lines[10],
        "long-text\tJ3111\t\tInjection, romo-aqqg, 1 mg\tInjection, romosozumab-aqqg, 1 mg",
    ]
    assert lines[10].startswith(f"added\t{last}\t\t\t")

    table = run("diff", "hcpcs", "20250701", "2025-10-01", "--csv", database="changed").stdout
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == ["kind", "code", "property", "old", "new"]
    assert rows[2] == ["long-text", "J3111", "", "Injection, romo-aqqg, 1 mg", "Injection, romosozumab-aqqg, 1 mg"]

    document = json.loads(run("diff", "hcpcs", "2025-07", "2025-10", "--json", database="changed").stdout)
    assert list(document) == ["system", "from", "to", "summary", "total", "changes"]
    assert document["summary"]["added"] == document["summary"]["long-text"] == 1
    assert [change["code"] for change in document["changes"][:2]] == [last, "J3111"]


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        (("2025-10", "2025-10"), "nothing to compare"),
        (("2025-10", "2025-07"), "forward in time"),
        (("2025-10", "2026-01"), "not known in version '2026-01'. Known versions: 2025-07 or 2025-10"),
    ],
)
def test_releases_that_cannot_be_compared_are_refused_with_one_sentence(
    run: Run, release: Path, versions: tuple[str, str], reason: str
) -> None:
    for version in ("2025-07", "2025-10"):
        run("import", "hcpcs", release, "--release", version, database="compared")
    refused = run("diff", "hcpcs", *versions, database="compared")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert reason in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_an_unknown_code_is_refused(run: Run) -> None:
    refused = run("lookup", "J3111", database="nothing")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert HCPCS in refused.stderr


def test_a_store_that_cannot_be_reached_is_one_sentence_without_its_password(run: Run) -> None:
    refused = run("list", TERMINOLOGY_MONGODB_URI="mongodb://user:secret@127.0.0.1:1/")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "127.0.0.1:1" in refused.stderr
    assert "secret" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_the_openapi_document_is_written_where_it_is_wanted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new" / "api.json"
    written = run("export-openapi", file)
    assert (written.exit_code, written.stdout) == (0, f"{file}\n")
    assert run("export-openapi", "-").stdout == file.read_text()
    assert file.read_text().endswith("}\n")
