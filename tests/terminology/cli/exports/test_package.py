import json
from pathlib import Path

import pytest

from fhir_resources.packages import read_package
from tests.builders.claims import DME_EDITS, SCHEDULE
from tests.examples.command_line import HCPCS, Run

NAME = "org.example.terminology.hcpcs"


@pytest.fixture(scope="module")
def packages(run: Run, release: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """HCPCS as packages for R4 and R5."""
    assert run("import", "hcpcs", release, "--release", "2025-10", database="packed").exit_code == 0
    folder = tmp_path_factory.mktemp("packages")
    exported = run("export", "package", "hcpcs", "2025-10", "--out", folder, database="packed")
    assert exported.exit_code == 0, exported.stderr
    assert len(exported.stdout.splitlines()) == 2
    return {version: folder / f"{NAME}.{version}-2025.10.0.tgz" for version in ("r4", "r5")}


def answered(run: Run, database: str) -> list[str]:
    """The facts about some codes, except narratives and tables, which are other resources."""
    found = [run("lookup", code, database=database) for code in ("J3111", "E0100", "A4206", "LT")]
    assert all(item.exit_code == 0 for item in found), [item.stderr for item in found]
    return [item.stdout for item in found]


@pytest.mark.parametrize("version", ["r4", "r5"])
def test_an_exported_package_is_imported_unchanged(
    run: Run, packages: dict[str, Path], version: str, tmp_path: Path
) -> None:
    imported = run("import", "resources", packages[version], database=f"again-{version}")
    assert imported.exit_code == 0, imported.stderr
    assert f"21 ValueSet, 8 CodeSystem for {version.upper()}" in imported.stdout
    assert "1 ImplementationGuide" in imported.stderr
    again = run("export", "package", HCPCS, "--alone", "--out", tmp_path, database=f"again-{version}")
    assert again.exit_code == 0, again.stderr
    assert again.stderr.startswith("None for FHIR ")
    name = "package/CodeSystem-hcpcs-level-ii-2025-10.json"
    first = dict(read_package("a", packages[version].read_bytes()).files)
    (file,) = tmp_path.glob(f"*.{version}-*.tgz")
    assert json.loads(dict(read_package("b", file.read_bytes()).files)[name]) == json.loads(first[name])


def test_lookups_in_a_package_equal_earlier_lookups(run: Run, packages: dict[str, Path]) -> None:
    assert run("import", "resources", packages["r5"], database="again").exit_code == 0
    assert answered(run, "again") == answered(run, "packed")


def test_everything_comes_back_once_and_equal(run: Run, packages: dict[str, Path], tmp_path: Path) -> None:
    out = ("--fhir-version", "5.0", "--out")
    assert run("export", "package", "all", *out, tmp_path / "first", database="packed").exit_code == 0
    (first,) = (tmp_path / "first").iterdir()
    assert run("import", "resources", first, database="all").exit_code == 0
    assert run("export", "package", "all", *out, tmp_path / "again", database="all").exit_code == 0
    (again,) = (tmp_path / "again").iterdir()
    files, files_again = (
        {name: json.loads(text) for name, text in read_package("a", file.read_bytes()).files if "/Code" in name}
        for file in (first, again)
    )
    assert files == files_again
    assert len(files) > 10
    assert not [file for file in files.values() if file["url"] == "http://unitsofmeasure.org"]


def test_an_excerpt_of_units_does_not_replace_their_grammar(
    run: Run, packages: dict[str, Path], tmp_path: Path
) -> None:
    ucum = ("--system", "http://unitsofmeasure.org")
    assert run("export", "package", ucum[1], "--out", tmp_path, database="packed").exit_code == 0
    for file in tmp_path.iterdir():
        assert run("import", "resources", file, database="units").exit_code == 0
    assert run("lookup", "kg.m/s2", *ucum, database="units").exit_code == 0
    assert run("lookup", "foo", *ucum, database="units").exit_code == 1


def test_the_same_release_gives_the_same_bytes(run: Run, packages: dict[str, Path], tmp_path: Path) -> None:
    exported = run("export", "package", "hcpcs", "--fhir-version", "4.0", "--out", tmp_path, database="packed")
    assert exported.exit_code == 0, exported.stderr
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == packages["r4"].read_bytes()


def test_a_package_can_have_another_name_and_a_correction_another_version(
    run: Run, release: Path, tmp_path: Path
) -> None:
    choices = ("--name", "gov.cms.hcpcs", "--package-version", "2025.10.1", "--fhir-version", "5.0", "--out", tmp_path)
    assert run("export", "package", "hcpcs", *choices, database="packed").exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["gov.cms.hcpcs-2025.10.1.tgz"]


def test_a_companion_is_packaged_with_its_value_sets_and_a_value_set_with_its_dependencies(
    run: Run, packages: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(SCHEDULE)
    (tmp_path / "b.csv").write_bytes(DME_EDITS)
    for quarter in ("2025-10", "2026-01"):
        assert run("import", "dmepos", tmp_path / "a.csv", "--quarter", quarter, database="tables").exit_code == 0
    out = ("--fhir-version", "4.0", "--out", tmp_path)
    assert run("export", "package", "dmepos", "2025-10", *out, database="tables").exit_code == 0
    (file,) = tmp_path.glob("*.tgz")
    content = [json.loads(text) for name, text in read_package("a", file.read_bytes()).files if "/." not in name]
    kinds = {item["resourceType"] for item in content if item.get("version") == "2025-10"}
    assert kinds == {"CodeSystem", "ValueSet"}
    assert {item.get("version") for item in content} == {"2025-10", "2025.10.0"}
    category = next(item["url"] for item in content if item.get("resourceType") == "ValueSet")
    packed = run("export", "package", category, "2026-01", *out, database="tables")
    assert packed.exit_code == 0, packed.stderr
    assert " 3 resources" in packed.stdout  # the value set, the supplement, and the list of both
    for setting in ("dme", "practitioner"):
        edits = ("mue", tmp_path / "b.csv", "--quarter", "2026-01", "--setting", setting)
        assert run("import", *edits, database="tables").exit_code == 0
    several = run("export", "package", "mue", *out, database="tables")
    assert (several.exit_code, several.stdout) == (1, "")
    assert "CodeSystem/hcpcs-mue-dme, " in several.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("nothing",), 1, "nothing is not loaded"),
        (("hcpcs", "1999-01"), 1, "loaded: 2025-10"),
        (("hcpcs", "--name", "Capital"), 1, "is not a name of a FHIR package"),
        (("hcpcs", "--package-version", "1"), 1, "three numbers"),
        (("hcpcs", "--fhir-version", "3.0"), 2, "4.0 or 5.0"),
    ],
)
def test_content_that_cannot_be_packaged_is_refused_with_a_reason(
    run: Run, packages: dict[str, Path], tmp_path: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    refused = run("export", "package", *arguments, "--out", tmp_path, database="packed")
    assert (refused.exit_code, refused.stdout) == (status, "")
    assert message in refused.stderr
    assert not list(tmp_path.iterdir())
