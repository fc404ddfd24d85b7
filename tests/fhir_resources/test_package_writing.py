import io
import json
import tarfile
from dataclasses import replace
from datetime import UTC, datetime

from fhir_resources import json_format, models
from fhir_resources.package_writing import PackageDescription, PackedResource, write_package
from fhir_resources.packages import read_package
from fhir_resources.version import FhirVersion

DESCRIPTION = PackageDescription(
    name="org.example.letters.r4",
    version="1.0.0",
    fhir_version=FhirVersion.R4,
    canonical="https://example.org/fhir",
    title="Letters",
    description="All of them.",
    author="Somebody",
    date=datetime(2025, 10, 1, tzinfo=UTC),
)
LETTERS = {"resourceType": "CodeSystem", "id": "letters", "url": "u:letters", "version": "1", "content": "complete"}
SOME = {"resourceType": "ValueSet", "id": "some", "url": "u:some", "status": "active", "name": "Some"}


def written(*resources: dict[str, object], **changed: object) -> bytes:
    file = io.BytesIO()
    packed = (PackedResource(item, lambda item=item: [json_format.dumps(item)]) for item in resources)  # type: ignore[misc]
    write_package(file, replace(DESCRIPTION, **changed), packed)  # type: ignore[arg-type]
    return file.getvalue()


def contents(package: bytes) -> dict[str, dict[str, object]]:
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        return {member.name: json.load(archive.extractfile(member) or io.BytesIO()) for member in archive}


def test_the_same_content_gives_the_same_bytes() -> None:
    assert written(LETTERS, SOME) == written(LETTERS, SOME)


def test_the_manifest_names_the_fhir_version_and_depends_on_its_core() -> None:
    manifest = contents(written(LETTERS))["package/package.json"]
    assert manifest["fhirVersions"] == ["4.0.1"]
    assert manifest["dependencies"] == {"hl7.fhir.r4.core": "4.0.1"}
    assert (manifest["name"], manifest["version"]) == ("org.example.letters.r4", "1.0.0")
    assert manifest["date"] == "20251001000000"
    assert "license" not in manifest
    assert contents(written(LETTERS, license="CC0-1.0"))["package/package.json"]["license"] == "CC0-1.0"


def test_the_index_has_every_resource_by_its_first_level_texts() -> None:
    held = contents(written(LETTERS, SOME))
    index = held["package/.index.json"]
    assert index["index-version"] == 2
    rows = index["files"]
    assert isinstance(rows, list)
    assert rows[0] == {"filename": "CodeSystem-letters.json"} | LETTERS
    assert [row["filename"] for row in rows] == sorted(
        name.removeprefix("package/") for name in held if name.endswith(".json") and "package.json" not in name
    )[1:]
    assert "name" not in rows[2]


def test_the_guide_lists_what_is_inside_and_is_valid() -> None:
    for version in FhirVersion:
        guide = contents(written(LETTERS, SOME, fhir_version=version))[
            "package/ImplementationGuide-org.example.letters.r4.json"
        ]
        assert [item["reference"]["reference"] for item in guide["definition"]["resource"]] == [  # type: ignore[index]
            "CodeSystem/letters",
            "ValueSet/some",
        ]
        assert guide["packageId"] == "org.example.letters.r4"
        assert guide["fhirVersion"] == [version.full]
        assert models.check(guide, version) == ()


def test_written_content_is_read_back() -> None:
    package = read_package("p.tgz", written(LETTERS, SOME))
    assert package.fhir_version is FhirVersion.R4
    assert [json.loads(data)["resourceType"] for _, data in package.files] == [
        "CodeSystem",
        "ValueSet",
        "ImplementationGuide",
    ]


def test_no_archive_member_has_an_owner_or_a_timestamp() -> None:
    with tarfile.open(fileobj=io.BytesIO(written(LETTERS))) as archive:
        stamps = {(item.mtime, item.uid, item.uname, item.mode) for item in archive}
    assert stamps == {(int(DESCRIPTION.date.timestamp()), 0, "", 0o644)}
