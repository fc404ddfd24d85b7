"""`terminology import resources`."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.input_files import Paths
from terminology.cli.imports.options import DryRun, Replace, ReportFile, write_report
from terminology.cli.imports.resource_inputs import resource_inputs
from terminology.cli.output import print_message, result
from terminology.cli.progress import progress
from terminology.cli.refusals import misuse, refusals, refuse
from terminology.cli.store import with_context
from terminology.core.counts import counted

if TYPE_CHECKING:
    from fhir_resources.version import FhirVersion
    from terminology.library.imported_codes import ListedCodes
    from terminology.library.publishing import ImportContext
    from terminology.library.resource_imports import Conflict, ImportInput, ResourceImport


def import_resources(
    paths: Paths,
    fhir_version: Annotated[
        str | None,
        typer.Option(
            envvar="TERMINOLOGY_FHIR_VERSION",
            metavar="4.0|5.0",
            help="FHIR version of files, and of packages that do not state it; only that endpoint serves them.",
        ),
    ] = None,
    dry_run: DryRun = False,
    replace: Replace = False,
    report: ReportFile = None,
    as_json: Annotated[bool, typer.Option("--json", envvar="TERMINOLOGY_JSON", help="The report as JSON.")] = False,
) -> None:
    """Load FHIR resources, as JSON or XML: CodeSystem, ValueSet, ConceptMap, Bundles of them, and FHIR packages.

    A package is an archive (.tgz) or its unpacked folder. It is served in its own FHIR version; its unusable resources
    are skipped and reported. Other files are served in R4 and R5, and if one is refused, nothing is loaded. In folders,
    files with other extensions are skipped.
    """
    from terminology.library.gc_tuning import gc_paused

    settings = read_settings()
    stated = _fhir_version(fhir_version) if fhir_version else None
    with refusals(), gc_paused():
        with progress() as shown:
            supplied = [resource for path in paths for resource in resource_inputs(path, stated, shown)]
        imported, codes = with_context(settings, lambda context: _load(context, supplied, replace, dry_run))
    if report:
        write_report(report, _as_json(imported, codes, dry_run))
    if as_json:
        result(_as_json(imported, codes, dry_run))
    else:
        _report(imported, codes)
    if dry_run:
        print_message("Nothing was loaded: this was a dry run.")


def _fhir_version(fhir_version: str) -> "FhirVersion":
    from fhir_resources.version import find_version

    return find_version(fhir_version) or misuse(f"--fhir-version is 4.0 or 5.0, not {fhir_version}.")


async def _load(
    context: "ImportContext", supplied: list["ImportInput"], is_replacing: bool, is_dry_run: bool
) -> "tuple[ResourceImport, tuple[ListedCodes, ...]]":
    """The import, and the ended and unknown codes of its value sets, checked against everything that is then loaded."""
    from fhir_resources.version import FhirVersion
    from terminology.library.imported_codes import listed_codes
    from terminology.library.library import Library
    from terminology.library.received import received, with_values

    checked = await publish_inputs(context, supplied, is_replacing, is_dry_run)
    if not any(stored.type == "ValueSet" for stored in checked.resources):
        return checked, ()
    library = Library(context.store, context.canonical_base, context.now)
    await library.refresh()
    catalogues = {version: library.catalogue(version) for version in FhirVersion}
    if is_dry_run:  # check against the content as it would be after the import
        values = [found.value for found in map(received, checked.resources) if found.value]
        catalogues = {version: with_values(catalogue, values) for version, catalogue in catalogues.items()}
    return checked, listed_codes(catalogues, checked.resources)


async def publish_inputs(
    context: "ImportContext", supplied: list["ImportInput"], is_replacing: bool, is_dry_run: bool = False
) -> "ResourceImport":
    """Load the resources, or end the command with the reason. Empties `supplied`. A dry run only checks."""
    from asyncio import to_thread

    from terminology.library.publishing import publish
    from terminology.library.resource_imports import find_conflicts, pending_from_resources, validate_resources

    checked = await to_thread(validate_resources, supplied, context.now())
    supplied.clear()  # frees the uncompressed content; `checked` has it compressed
    _refuse_incomplete(checked)
    _print_conflicts(await find_conflicts(context.store, checked.resources), is_replacing)
    if not is_dry_run:
        await publish(context, [pending_from_resources(context, checked)], lambda records: records)
    return checked


def _refuse_incomplete(checked: "ResourceImport") -> None:
    refused = [item for item in checked.refused if not item.in_package]
    for item in refused:
        print_message(f"{item.file}, {item.resource}: {item.reason}")
    if refused:
        refuse(f"{counted(len(refused), 'resource is', 'resources are')} refused, so nothing is loaded.")
    if not checked.resources:
        refuse("The input contains no CodeSystem, ValueSet or ConceptMap.")


def _print_conflicts(conflicts: "Sequence[Conflict]", is_replacing: bool) -> None:
    from terminology.library.import_report import conflict_lines

    for line in conflict_lines(conflicts):
        print_message(line)
    if conflicts and not is_replacing:
        count = counted(len(conflicts), "resource")
        refuse(f"{count} would change meaning, so nothing was loaded. To load anyway, use --replace.")


def _as_json(imported: "ResourceImport", codes: "Sequence[ListedCodes]", is_dry_run: bool) -> str:
    from terminology.library import import_report

    listed = [item.as_json() for item in codes]
    return json.dumps({**import_report.as_json(imported), "dryRun": is_dry_run, "listedCodes": listed}, indent=2)


def _report(imported: "ResourceImport", codes: "Sequence[ListedCodes]") -> None:
    from terminology.library import import_report

    for line in import_report.loaded_lines(imported):
        result(line)
    for line in import_report.trouble_lines(imported):
        print_message(line)
    for item in codes:
        print_message(item.line())
