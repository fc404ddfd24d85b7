from pathlib import Path

from fhir_resources.version import FhirVersion
from terminology.cli.imports.resource_inputs import resource_inputs
from terminology.library.ports import no_progress

MANIFEST = '{"name": "some.package", "fhirVersions": ["4.0.1"]}'
VALUE_SET = '{"resourceType": "ValueSet", "url": "http://example.org/vs", "status": "active"}'


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_a_nested_package_belongs_to_the_outer_one(tmp_path: Path) -> None:
    manifest = '{"name": "some.package"}'
    write(tmp_path, {"package.json": manifest, "inner/package.json": manifest, "inner/vs.json": VALUE_SET})
    supplied = [(item.source.name, item.path) for item in resource_inputs(tmp_path, FhirVersion.R4, no_progress)]
    assert supplied == [(tmp_path.name, f"package/inner/{name}.json") for name in ("package", "vs")]


def test_files_next_to_a_package_are_imported_too_and_serve_both_versions(tmp_path: Path) -> None:
    write(tmp_path, {"p/package.json": MANIFEST, "p/a.json": VALUE_SET, "b.json": VALUE_SET, "read.me": ""})
    supplied = [(item.source.name, item.fhir_versions) for item in resource_inputs(tmp_path, None, no_progress)]
    assert supplied == [("p", (FhirVersion.R4,)), ("b.json", (FhirVersion.R4, FhirVersion.R5))]
