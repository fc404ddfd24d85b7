"""The FHIR resources in files, folders and packages, packed (.tgz) or unpacked."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from terminology.cli.imports.input_files import files_of

if TYPE_CHECKING:
    from fhir_resources.batched_validation import Progress as Validated
    from fhir_resources.elements import Json
    from fhir_resources.packages import Package
    from fhir_resources.version import FhirVersion
    from seed.release import Source
    from terminology.library.ports import Progress
    from terminology.library.resource_imports import ImportInput

ENDINGS_IN_FOLDERS = (".json", ".xml", ".tgz")
PACKAGE_ENDINGS = (".tgz", ".gz")
PACKAGE_MANIFEST = "package.json"


def resource_inputs(path: Path, stated: "FhirVersion | None", progress: "Progress") -> Iterator["ImportInput"]:
    """The resources in a file or folder; `stated` is the FHIR version of content that does not declare one."""
    packages = _unpacked_packages(path)
    for folder in packages:
        yield from _in_unpacked_package(folder, stated)
    for file in files_of([path]):
        is_wanted = file == path or file.suffix in ENDINGS_IN_FOLDERS
        if is_wanted and not any(file.is_relative_to(folder) for folder in packages):
            yield from _in_file(file, stated, progress)


def _unpacked_packages(path: Path) -> list[Path]:
    """The folders with a package manifest, without those nested in another package."""
    found: list[Path] = []
    manifests = sorted(path.rglob(PACKAGE_MANIFEST)) if path.is_dir() else []
    for manifest in sorted(manifests, key=lambda file: len(file.parts)):  # outermost first
        if not any(manifest.is_relative_to(folder) for folder in found):
            found.append(manifest.parent)
    return found


def _in_unpacked_package(folder: Path, stated: "FhirVersion | None") -> Iterator["ImportInput"]:
    from fhir_resources.packages import FOLDER, package_of
    from seed.release import Source

    name = folder.parent.name if folder.name == FOLDER.strip("/") else folder.name
    jsons = [file for file in sorted(folder.rglob("*.json")) if file.is_file()]
    files = {f"{FOLDER}{file.relative_to(folder).as_posix()}": file.read_bytes() for file in jsons}
    digest = hashlib.sha256()
    for path, data in files.items():
        digest.update(path.encode() + b"\0" + data)
    source = Source(name, digest.hexdigest(), sum(map(len, files.values())))
    yield from in_package(source, package_of(name, files, stated))


def _in_file(path: Path, stated: "FhirVersion | None", progress: "Progress") -> Iterator["ImportInput"]:
    from fhir_resources.packages import read_package
    from fhir_resources.resource_files import read_resource_file
    from seed.release import source_of
    from terminology.library.resource_imports import BOTH, ImportInput

    content = path.read_bytes()
    source = source_of(path.name, content)
    if path.suffix in PACKAGE_ENDINGS:
        yield from in_package(source, read_package(path.name, content, stated))
        return
    file = read_resource_file(path.name, content, stated, partial(progress, f"{path.name}, MB validated"), _find_head)
    yield ImportInput(source, file.json, file.version, (stated,) if stated else BOTH, head=file.head)


def _find_head(data: bytes, version: "FhirVersion", validated: "Validated") -> "Json | None":
    from fhir_resources.batched_validation import find_head
    from fhir_resources.halved_validation import find_head_in_halves
    from terminology.cli.imports.child_process import has_second_processor, in_child_process

    if has_second_processor():
        return find_head_in_halves(data, version, validated, in_child_process)
    return find_head(data, version, validated)


def in_package(source: "Source", package: "Package") -> Iterator["ImportInput"]:
    from terminology.library.resource_imports import ImportInput

    for path, data in package.files:
        yield ImportInput(source, data, package.fhir_version, (package.fhir_version,), path)
