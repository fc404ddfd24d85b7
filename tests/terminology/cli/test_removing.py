from pathlib import Path

from tests.examples.command_line import HCPCS, Run

BASE = "https://terminology.example.org/fhir"
RBCS = (
    "hcpcs_code,rbcs_category,rbcs_subcategory,rbcs_family,rbcs_date_effective\n"
    "J3111,Treatment,Dialysis,No RBCS Family,20150101\n"
)


def test_other_content_of_the_same_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rbcs.csv").write_text(RBCS)
    run("import", "rbcs", tmp_path / "rbcs.csv", "--release", "2024", database="removed")
    removed = run("remove", f"{BASE}/CodeSystem/hcpcs-rbcs", "2024", database="removed")
    assert removed.stdout == f"{BASE}/CodeSystem/hcpcs-rbcs|2024 is removed.\n"
    value_set = f"{BASE}/ValueSet/hcpcs-rbcs-treatment"
    assert removed.stderr.endswith(f"From the same file, and still loaded:\n  {value_set}|2024\n")
    last = run("remove", value_set, "2024", database="removed")
    assert "still loaded" not in last.stderr


def test_removed_content_is_named_as_loaded(run: Run, release: Path) -> None:
    run("import", "hcpcs", release, "--release", "2026-01", database="respelt")
    removed = run("remove", "urn:oid:2.16.840.1.113883.6.285", "20260101", database="respelt")
    assert (removed.exit_code, removed.stdout) == (0, f"{HCPCS}|2026-01 is removed.\n")
