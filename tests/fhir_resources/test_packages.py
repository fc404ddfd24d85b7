import io
import tarfile

import orjson
import pytest

from fhir_resources.packages import NotAPackage, read_package
from fhir_resources.version import FhirVersion


def package(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return buffer.getvalue()


def manifest(*versions: str, name: str = "fhirVersions") -> dict[str, bytes]:
    return {"package/package.json": orjson.dumps({"name": "a", name: versions})}


@pytest.mark.parametrize(
    ("stated", "version"), [("4.0.1", FhirVersion.R4), ("4.0", FhirVersion.R4), ("5.0.0", FhirVersion.R5)]
)
def test_the_resources_of_the_folder_package_are_read(stated: str, version: FhirVersion) -> None:
    others = {
        "package/.index.json": b"{}",
        "package/example/a.json": b"{}",
        "other/b.json": b"{}",
        "package/c.txt": b"",
    }
    found = read_package("p.tgz", package(manifest(stated) | {"package/ValueSet-a.json": b"{}"} | others))
    assert found.fhir_version is version
    assert found.files == (("package/ValueSet-a.json", b"{}"),)


def test_older_manifests_state_their_version_in_another_way() -> None:
    content = package(manifest("4.0.1", name="fhir-version-list"))
    assert read_package("p.tgz", content).fhir_version is FhirVersion.R4


def test_links_out_of_the_archive_are_not_followed() -> None:
    content = package(manifest("5.0.0"), links={"package/a.json": "/etc/hostname"})
    assert read_package("p.tgz", content).files == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"text", package({}), package(manifest("3.0.2")), package(manifest()), package(manifest("5.0.0"))[:-40]],
    ids=["empty", "text", "no manifest", "R3", "no version", "cut off"],
)
def test_an_invalid_package_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(NotAPackage, match=r"p\.tgz"):
        read_package("p.tgz", content)


def test_a_package_without_a_stated_version_has_that_of_its_resources() -> None:
    stated = b'{"resourceType": "StructureDefinition", "fhirVersion": "4.0.1"}'
    other = b'{"resourceType": "StructureDefinition", "fhirVersion" : "5.0.0"}'
    inside = {"package/dist/a.json": stated, "package/dist/b.json": stated, "package/dist/c.json": other}
    found = read_package("p.tgz", package(manifest() | inside))
    assert (found.fhir_version, len(found.files)) == (FhirVersion.R4, 3)


def test_a_package_without_a_stated_version_has_the_specified_one() -> None:
    content = package(manifest() | {"package/dist/a.json": b"{}"})
    assert read_package("p.tgz", content, FhirVersion.R5).fhir_version is FhirVersion.R5


def test_the_version_in_the_manifest_overrides_the_specified_one() -> None:
    assert read_package("p.tgz", package(manifest("4.0.1")), FhirVersion.R5).fhir_version is FhirVersion.R4


def test_a_manifest_that_is_broken_is_refused() -> None:
    with pytest.raises(NotAPackage, match="cannot be read"):
        read_package("p.tgz", package({"package/package.json": b"{"}))
