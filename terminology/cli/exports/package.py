"""`terminology export package`: what is loaded, as FHIR NPM packages for other servers and validators."""

import hashlib
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated, Any, cast

import typer

from terminology.cli.environment import read_settings
from terminology.cli.exports.output_file import output_file
from terminology.cli.output import print_message, result
from terminology.cli.refusals import misuse, refusals
from terminology.cli.store import with_library
from terminology.core.counts import counted

if TYPE_CHECKING:
    from fhir_resources.version import FhirVersion
    from terminology.library.library import Library
    from terminology.library.packaging import PackageOptions

SPOOLED_BYTES = 16 * 1024 * 1024  # a larger resource spills to a temporary file
PIECE_BYTES = 1024 * 1024


def export_package(
    what: Annotated[str, typer.Argument(help="hcpcs or another kind of import, a url, or all.")],
    version: Annotated[str | None, typer.Argument(help="The release, such as 2025-10; default: the latest.")] = None,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", envvar="TERMINOLOGY_OUT", file_okay=False, help="The folder to write to."),
    ] = Path(),
    fhir_version: Annotated[
        str | None,
        typer.Option(envvar="TERMINOLOGY_FHIR_VERSION", metavar="4.0|5.0", help="FHIR version; default: both."),
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", envvar="TERMINOLOGY_ALONE", help="Leave out its value sets and code lists.")
    ] = False,
    name: Annotated[
        str | None,
        typer.Option(envvar="TERMINOLOGY_NAME", help="Name of the package; default: from the canonical base."),
    ] = None,
    package_version: Annotated[
        str | None,
        typer.Option(envvar="TERMINOLOGY_PACKAGE_VERSION", help="2025.10.1 for a correction of 2025.10.0."),
    ] = None,
    license: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_LICENSE", help="An SPDX license, for package.json.")
    ] = None,
) -> None:
    """Write a FHIR NPM package (.tgz): one release, value set or map with what it needs, or everything.

    The same content gives the same bytes. HL7's validator takes it with `-ig FILE`, HAPI as `packageUrl`, and this
    server with `terminology import resources FILE`.
    """
    from fhir_resources.version import find_version
    from terminology.library.packaging import PackageOptions

    settings = read_settings()
    versions = _versions(fhir_version) if fhir_version is None or find_version(fhir_version) else ()
    if not versions:
        misuse(f"--fhir-version is 4.0 or 5.0, not {fhir_version}.")
    options = PackageOptions(settings.canonical_base, name, package_version, license)
    with refusals():
        with_library(settings, lambda library: _write_each(library, versions, what, version, alone, options, out))


def _versions(stated: str | None) -> "tuple[FhirVersion, ...]":
    from fhir_resources.version import FhirVersion, find_version

    version = find_version(stated) if stated else None
    return (version,) if version else tuple(FhirVersion)


def _write_each(library: "Library", versions: "tuple[FhirVersion, ...]", *chosen: Any) -> None:
    """One package for each FHIR version that serves the content; raises UnknownResource if none does."""
    from terminology.core.errors import UnknownResource

    missing: dict[FhirVersion, UnknownResource] = {}
    for fhir in versions:
        try:
            result(_written(library, fhir, *chosen))
        except UnknownResource as error:
            missing[fhir] = error
    if len(missing) == len(versions):
        raise missing[versions[-1]]
    for fhir, reason in missing.items():
        print_message(f"None for FHIR {fhir.value}, where it is not served: {reason}")


def _written(
    library: "Library",
    fhir: "FhirVersion",
    what: str,
    version: str | None,
    is_alone: bool,
    options: "PackageOptions",
    folder: Path,
) -> str:
    """Write one package; returns a summary line."""
    from fhir_resources.package_writing import write_package
    from terminology.library.packaging import choose, describe, packed

    chosen = choose(library.snapshot(fhir), what, version, is_alone)
    description = describe(chosen, fhir, options)
    path = folder / f"{description.name}-{description.version}.tgz"
    folder.mkdir(parents=True, exist_ok=True)
    with output_file(path) as file:
        count = write_package(file, description, packed(chosen.entries, fhir), _spool)
    digest, size = _sum(path)
    return f"{path}  {counted(count, 'resource')}, {size:,} bytes, sha256 {digest}"


def _spool() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=SPOOLED_BYTES))


def _sum(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest(), path.stat().st_size
