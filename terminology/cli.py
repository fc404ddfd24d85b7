"""The command line: serve, import, list, remove, lookup, diff, export-openapi.

Results go to stdout, talk to stderr. Exit codes: 0 done, 1 refused with a reason, 2 misused. What takes long to import
is imported by the command that needs it, so that help comes at once.
"""

import asyncio
import csv
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from fhir_resources.packages import Package
    from fhir_resources.version import FhirVersion
    from seed.narrative.resolution import Reading
    from seed.release import Loaded, RejectedRow, Release, Source
    from terminology.core.changes import Change, DiffResult
    from terminology.library.listing import Listed
    from terminology.library.ports import ImportRecord, Progress, Store
    from terminology.library.publishing import Clerk
    from terminology.library.resource_imports import GivenResource
    from terminology.settings import Settings

T = TypeVar("T")
SHOWN_ROWS = 20  # rejected rows that are listed one by one
RESOURCE_ENDINGS = (".json", ".xml", ".tgz")
PACKAGE_MANIFEST = "package.json"
CHANGE_HEADS = ("kind", "code", "property", "old", "new")
OPENAPI_FILE = Path("openapi/terminology.json")

ENVIRONMENT = """
Every option is also an environment variable TERMINOLOGY_<NAME>. Of the store:
TERMINOLOGY_MONGODB_URI (a MongoDB in place of the embedded store), TERMINOLOGY_DATABASE, TERMINOLOGY_DATA_DIR.
"""

app = typer.Typer(
    name="terminology",
    help="A FHIR terminology server: HCPCS Level II through time, with plain-language procedure narratives.",
    epilog=ENVIRONMENT,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
imports = typer.Typer(no_args_is_help=True, help="Load HCPCS releases, procedure narratives or FHIR resources.")
app.add_typer(imports, name="import")

Paths = Annotated[list[Path], typer.Argument(exists=True, readable=True, show_default=False)]


def main() -> None:
    app()


@app.command(epilog="Example: terminology serve --port 8080 --workers 2")
def serve(
    host: Annotated[str, typer.Option(envvar="TERMINOLOGY_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="TERMINOLOGY_PORT", help="Port; 0 lets the system choose.")] = 8000,
    workers: Annotated[int, typer.Option(envvar="TERMINOLOGY_WORKERS", min=1, help="Server processes.")] = 1,
    starter: Annotated[
        bool,
        typer.Option(
            "--starter/--no-starter", envvar="TERMINOLOGY_STARTER", help="Fill an empty store with starter content."
        ),
    ] = True,
) -> None:
    """Serve FHIR R4 at /r4 and R5 at /r5, until Ctrl-C."""
    given = {"HOST": host, "PORT": port, "WORKERS": workers, "STARTER": starter}
    # Server processes read their settings from the environment.
    os.environ.update({f"TERMINOLOGY_{name}": str(value) for name, value in given.items()})
    settings = _settings()
    from terminology import app as root

    with _refusals():
        try:
            root.serve(settings, lambda place, bound: _announce(settings, place, bound))
        except OSError as error:
            _refuse(f"Cannot listen on {host}:{port}: {error.strerror or error}.")
        except root.NotStarted:
            _refuse("The server did not start; the reason stands above.")
    _talk("Stopped.")


@imports.command("hcpcs", epilog="Example: terminology import hcpcs october-2025-alpha-numeric-hcpcs-file.zip")
def import_hcpcs(
    paths: Paths,
    release: Annotated[
        str | None,
        typer.Option(
            envvar="TERMINOLOGY_RELEASE", metavar="YYYY-MM", help="The release, when file names do not say it."
        ),
    ] = None,
) -> None:
    """Load releases of HCPCS Level II from CMS's files: TXT, XLSX, CSV, or CMS's zip; or from folders of them.

    A release takes the place of an earlier import of the same month. Servers on the same store show it within two
    seconds. Nothing is loaded when a file is refused.
    """
    from seed.loaders import load_hcpcs
    from terminology.library import importing

    settings = _settings()
    with _refusals():
        loaded = load_hcpcs(
            [(str(path), path.read_bytes()) for path in _files_of(paths)],
            canonical_base=settings.canonical_base,
            release=release,
        )
        _report_loaded(loaded)

        async def work(clerk: "Clerk") -> Sequence["ImportRecord"]:
            return await importing.import_hcpcs(clerk, loaded.releases)

        for record in _with_clerk(settings, work):
            _result(f"{record.system}|{record.version}: {record.concepts:,} concepts from {record.sources[0].name}")


@imports.command("narratives", epilog="Example: terminology import narratives narratives/ --code J3111")
def import_narratives(
    paths: Paths,
    code: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_CODE", help="The code that the narratives are about.")
    ] = None,
) -> None:
    """Attach procedure narratives to HCPCS codes: files, or folders with all that is in them.

    A code is found in three ways: --code or the file's name, the name block, the title. A narrative takes the place of
    an earlier one for its code. Exit code 1 when a file could not be attached; the others are.
    """
    from seed.narrative.resolution import NarrativeFile
    from terminology.library import importing

    settings = _settings()
    files = [NarrativeFile(path.name, path.read_bytes(), code) for path in _files_of(paths)]
    if not files:
        _refuse("There is no file in what was given.")
    with _refusals():

        async def work(clerk: "Clerk") -> importing.NarrativeImport:
            return await importing.import_narratives(clerk, files)

        imported = _with_clerk(settings, work)
    for reading in imported.readings:
        _report_reading(reading)
    if any(reading.resolution.code is None for reading in imported.readings):
        raise typer.Exit(1)


@imports.command(
    "resources", epilog="Example: terminology import resources my-value-sets/ hl7.terminology.r5-7.0.1.tgz"
)
def import_resources(
    paths: Paths,
    fhir_version: Annotated[
        str | None,
        typer.Option(
            envvar="TERMINOLOGY_FHIR_VERSION",
            metavar="4.0|5.0",
            help="The FHIR version of files, and of packages that do not say it; only its endpoint serves them.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", envvar="TERMINOLOGY_JSON", help="The report as JSON.")] = False,
) -> None:
    """Load FHIR resources, as JSON or XML: CodeSystem, ValueSet, ConceptMap, Bundles of them, and FHIR packages.

    A package is an archive (.tgz) or the folder it was unpacked into; it serves the FHIR version it is made for, and
    what cannot be used of it is left out and reported. Other files serve R4 and R5, and nothing is loaded when one of
    them is refused; of folders, files with other endings are left out.
    """
    from fhir_resources.version import find_version
    from terminology.library import import_report
    from terminology.library.publishing import publish
    from terminology.library.resource_imports import ResourceImport, draft_from_resources, judge

    settings = _settings()
    stated = find_version(fhir_version) if fhir_version else None
    if fhir_version and stated is None:
        _talk(f"--fhir-version is 4.0 or 5.0, not {fhir_version}.")
        raise typer.Exit(2)
    with _refusals():
        given = [resource for path in paths for resource in _given_resources(path, stated)]

        async def work(clerk: "Clerk") -> ResourceImport:
            judged = await asyncio.to_thread(judge, given, clerk.now())
            refused = [item for item in judged.refused if not item.in_package]
            for item in refused:
                _talk(f"{item.file}, {item.resource}: {item.reason}")
            if refused:
                _refuse(f"{len(refused)} resources are refused, so nothing is loaded.")
            if not judged.resources:
                _refuse("There is no CodeSystem, ValueSet or ConceptMap in what was given.")
            await publish(clerk, [draft_from_resources(clerk, judged)], lambda records: records)
            return judged

        imported = _with_clerk(settings, work)
    if as_json:
        _result(json.dumps(import_report.as_json(imported), indent=2))
        return
    for line in import_report.loaded_lines(imported):
        _result(line)
    for line in import_report.trouble_lines(imported):
        _talk(line)


@imports.command(
    "ndc-crosswalk", epilog="Example: terminology import ndc-crosswalk october-2025-ndc-hcpcs-crosswalk.zip"
)
def import_ndc_crosswalk(
    paths: Paths,
    quarter: Annotated[
        str | None,
        typer.Option(envvar="TERMINOLOGY_QUARTER", metavar="YYYY-MM", help="First month of the quarter of the file."),
    ] = None,
) -> None:
    """Load CMS's ASP NDC-HCPCS crosswalks, one for each quarter, from CSV, XLSX or CMS's zip.

    A crosswalk takes the place of an earlier import of the same quarter. The file says of which quarter it is; one of
    another quarter than --quarter is refused. Nothing is loaded when a file is refused.
    """
    from seed.loaders import load_crosswalks
    from terminology.library import companion_imports

    settings = _settings()
    with _refusals():
        given = [(str(path), path.read_bytes()) for path in _files_of(paths)]
        loaded = load_crosswalks(given, canonical_base=settings.canonical_base, quarter=quarter)
        for skipped in loaded.skipped:
            _talk(f"{skipped.name} is left out: {skipped.reason}")
        for item in loaded.crosswalks:
            what = f"{item.source.name}: quarter {item.concept_map.header.version}"
            _report_rows(what, item.rows_read, item.rejected)

        async def work(clerk: "Clerk") -> None:
            await companion_imports.import_crosswalks(clerk, loaded.crosswalks)

        _with_clerk(settings, work)
    for item in loaded.crosswalks:
        products = sum(len(group.elements) for group in item.concept_map.groups)
        _result(f"{item.concept_map.header.canonical}: {products:,} products from {item.source.name}")


@imports.command("rbcs", epilog="Example: terminology import rbcs RBCS_RY_2024.csv")
def import_rbcs(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, show_default=False)],
    release: Annotated[
        str | None,
        typer.Option(
            envvar="TERMINOLOGY_RELEASE", metavar="YYYY", help="The year, when the file's name does not say it."
        ),
    ] = None,
) -> None:
    """Load CMS's Restructured BETOS (RBCS): a supplement of HCPCS, and a value set for each category.

    Of each code the latest assignment counts. It takes the place of an earlier import of the same year.
    """
    from seed.loaders import load_rbcs
    from terminology.library import companion_imports

    settings = _settings()
    with _refusals():
        rbcs = load_rbcs(file.name, file.read_bytes(), canonical_base=settings.canonical_base, release=release)
        header = rbcs.supplement.header
        _report_rows(f"{rbcs.source.name}: RBCS {header.version}", rbcs.rows_read, rbcs.rejected)

        async def work(clerk: "Clerk") -> None:
            await companion_imports.import_rbcs(clerk, rbcs)

        _with_clerk(settings, work)
    _result(f"{header.canonical}: {len(rbcs.supplement.concepts):,} codes from {rbcs.source.name}")
    for value_set in rbcs.value_sets:
        _result(value_set.header.canonical)


@app.command("list")
def list_content(
    as_json: Annotated[bool, typer.Option("--json", envvar="TERMINOLOGY_JSON", help="As JSON.")] = False,
) -> None:
    """List what is loaded: system, version, concepts, source file, sha256, when."""
    from terminology.library.listing import listing

    settings = _settings()
    with _refusals():

        async def work(clerk: "Clerk") -> Sequence["Listed"]:
            return await listing(clerk.store)

        listed = _with_clerk(settings, work)
    rows = [_row(item) for item in listed]
    if as_json:
        _result(json.dumps(rows, indent=2))
    elif rows:
        _table(rows)
    else:
        _talk("Nothing is loaded yet: terminology import --help")


@app.command(epilog="Example: terminology remove http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets 2025-10")
def remove(
    system: Annotated[str, typer.Argument(help="The url, as `terminology list` shows it.")],
    version: Annotated[str, typer.Argument(help="The version; an empty text for none.")],
) -> None:
    """Take one version of a code system, value set or concept map away."""
    from terminology.library import removing

    settings = _settings()
    with _refusals():

        async def work(clerk: "Clerk") -> None:
            await removing.remove(clerk, system, version or None)

        _with_clerk(settings, work)
    _result(f"{system}|{version} is removed.")


@app.command(epilog="Example: terminology lookup J3111 --version 2025-10")
def lookup(
    code: Annotated[str, typer.Argument(help="The code, such as J3111.")],
    system: Annotated[
        str, typer.Option(envvar="TERMINOLOGY_SYSTEM", help="The code system.")
    ] = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    version: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_VERSION", help="Its version; the latest if not given.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_DATE", help="The day that is asked about, YYYY-MM-DD.")
    ] = None,
) -> None:
    """Show everything the store knows about a code."""
    from fhir_resources.operation_definitions import LOOKUP
    from fhir_resources.parameters import Parameter, Parameters
    from fhir_resources.version import FhirVersion
    from terminology.app import new_id, now
    from terminology.library.answering import answer
    from terminology.library.library import Library

    settings = _settings()
    asked = {"code": code, "system": system, "version": version, "date": date, "property": "*"}
    given = [Parameter(name, value) for name, value in asked.items() if value is not None]
    with _refusals():
        parameters = Parameters(LOOKUP, given)

        async def work(clerk: "Clerk") -> dict[str, Any]:
            library = Library(clerk.store, settings.canonical_base, now)
            await library.refresh()
            snapshot = library.snapshot(FhirVersion.R5)
            return answer(snapshot, FhirVersion.R5, parameters, now=now(), new_id=new_id)

        answered = _with_clerk(settings, work)
    _show_lookup(answered)


@app.command(epilog="Example: terminology diff hcpcs 2020-04 2020-07 --csv > changes.csv")
def diff(
    system: Annotated[str, typer.Argument(help="hcpcs, or the url of another code system.")],
    from_version: Annotated[str, typer.Argument(metavar="FROM", help="The earlier version, such as 2020-04.")],
    to_version: Annotated[str, typer.Argument(metavar="TO", help="The later version, such as 2020-07.")],
    as_json: Annotated[bool, typer.Option("--json", envvar="TERMINOLOGY_JSON", help="As JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", envvar="TERMINOLOGY_CSV", help="The changes as CSV.")] = False,
) -> None:
    """Show what changed between two versions: the number of changes of each kind, then each with old and new value."""
    from fhir_resources.operation_definitions import HCPCS
    from fhir_resources.version import FhirVersion
    from terminology.app import now
    from terminology.core.changes import DiffRequest, DiffResult
    from terminology.library.library import Library
    from terminology.operations.diff import diff

    settings = _settings()
    if as_json and as_csv:
        _talk("Choose one of --json and --csv.")
        raise typer.Exit(2)
    request = DiffRequest(HCPCS if system.lower() == "hcpcs" else system, from_version, to_version)
    with _refusals():

        async def work(clerk: "Clerk") -> DiffResult:
            library = Library(clerk.store, settings.canonical_base, now)
            await library.refresh()
            return diff(library.catalogue(FhirVersion.R5), request)

        result = _with_clerk(settings, work)
    if result.message:
        _talk(result.message)
    if as_json:
        _result(_diff_as_json(result))
    elif as_csv:
        _result(_diff_as_csv(result))
    else:
        _show_diff(result)


@app.command("export-openapi")
def export_openapi(file: Annotated[Path, typer.Argument(help="`-` writes to stdout.")] = OPENAPI_FILE) -> None:
    """Write the OpenAPI document of the server."""
    from terminology.app import software_version
    from terminology.http.openapi import openapi_text

    text = openapi_text(software_version())
    if str(file) == "-":
        sys.stdout.buffer.write(text)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
    _result(str(file))


def _settings() -> "Settings":
    """The settings of the environment; what is wrong with them is said, with exit code 2."""
    from pydantic import ValidationError

    from terminology.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            name = "_".join(map(str, problem["loc"])).upper().removeprefix("TERMINOLOGY_")
            _talk(f"TERMINOLOGY_{name}: {problem['msg']}")
        raise typer.Exit(2) from None


def _with_clerk(settings: "Settings", work: Callable[["Clerk"], Coroutine[Any, Any, T]]) -> T:
    """Runs what needs the store, with progress on stderr, and lets go of the store again."""
    from terminology.app import clerk_of, configure_log, store_of

    async def run(store: "Store", progress: "Progress") -> T:
        from dataclasses import replace

        try:
            await store.open()
            return await work(replace(clerk_of(store, settings), progress=progress))
        finally:
            await store.close()

    configure_log("error")
    with _progress() as progress:
        return asyncio.run(run(store_of(settings), progress))


@contextmanager
def _progress() -> Iterator["Progress"]:
    """A bar on a terminal; elsewhere one line for each thing that is done."""
    if not sys.stderr.isatty():

        def say(what: str, done: int, total: int) -> None:
            if done >= total:
                _talk(f"{what}: {total:,}")

        yield say
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield show


@contextmanager
def _refusals() -> Iterator[None]:
    """What is refused ends with one sentence and exit code 1."""
    from seed.release import NotARelease
    from terminology.core.errors import TerminologyError
    from terminology.library.ports import ImportAbandoned, NoStore

    try:
        yield
    except (TerminologyError, NotARelease, NoStore, ImportAbandoned) as error:
        _refuse(str(error))


def _files_of(paths: Sequence[Path]) -> list[Path]:
    """The files, and those of the folders in the order of their names; hidden ones are left out."""
    return [
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.is_file() and (file == path or not file.name.startswith("."))
    ]


def _given_resources(path: Path, stated: "FhirVersion | None") -> Iterator["GivenResource"]:
    """What is in a file or a folder; `stated` is the FHIR version of what does not say its own."""
    manifests = sorted(path.rglob(PACKAGE_MANIFEST)) if path.is_dir() else []
    roots: list[Path] = []
    for folder in (manifest.parent for manifest in manifests):
        if not any(folder.is_relative_to(root) for root in roots):
            roots.append(folder)
            yield from _given_in_folder(folder, stated)
    for file in _files_of([path]):
        is_wanted = file == path or file.suffix in RESOURCE_ENDINGS
        if is_wanted and not any(file.is_relative_to(root) for root in roots):
            yield from _given_in_file(file, stated)


def _given_in_folder(folder: Path, stated: "FhirVersion | None") -> Iterator["GivenResource"]:
    """The resources of a package that was unpacked, `folder` being the one with its manifest."""
    from fhir_resources.packages import FOLDER, package_of
    from seed.release import Source

    name = folder.parent.name if folder.name == FOLDER.strip("/") else folder.name
    files = {f"{FOLDER}{file.relative_to(folder).as_posix()}": file.read_bytes() for file in _json_files(folder)}
    digest = hashlib.sha256()
    for path, data in files.items():
        digest.update(path.encode() + b"\0" + data)
    source = Source(name, digest.hexdigest(), sum(map(len, files.values())))
    yield from _given_in_package(source, package_of(name, files, stated))


def _json_files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.json")) if file.is_file()]


def _given_in_file(path: Path, stated: "FhirVersion | None") -> Iterator["GivenResource"]:
    from fhir_resources.packages import read_package
    from fhir_resources.resource_files import read_resource_file
    from seed.release import source_of
    from terminology.library.resource_imports import BOTH, GivenResource

    content = path.read_bytes()
    source = source_of(path.name, content)
    if path.suffix in (".tgz", ".gz"):
        yield from _given_in_package(source, read_package(path.name, content, stated))
        return
    version, data = read_resource_file(path.name, content, stated)
    yield GivenResource(source, data, version, (stated,) if stated else BOTH)


def _given_in_package(source: "Source", package: "Package") -> Iterator["GivenResource"]:
    from terminology.library.resource_imports import GivenResource

    for path, data in package.files:
        yield GivenResource(source, data, package.fhir_version, (package.fhir_version,), path)


def _report_loaded(loaded: "Loaded") -> None:
    for skipped in loaded.skipped:
        _talk(f"{skipped.name} is left out: {skipped.reason}")
    for release in loaded.releases:
        _report_release(release)


def _report_release(release: "Release") -> None:
    version = release.code_system.header.version
    _report_rows(f"{release.source.name}: release {version}", release.rows_read, release.rejected)


def _report_rows(what: str, rows_read: int, rejected: Sequence["RejectedRow"]) -> None:
    _talk(f"{what}, {rows_read:,} rows, {len(rejected):,} rejected")
    for row in rejected[:SHOWN_ROWS]:
        _talk(f"  line {row.line}: {row.reason}")
    if len(rejected) > SHOWN_ROWS:
        _talk(f"  and {len(rejected) - SHOWN_ROWS:,} more")


def _report_reading(reading: "Reading") -> None:
    resolution = reading.resolution
    if resolution.code is None:
        _talk(f"{reading.name}: {resolution.outcome}: {resolution.message}")
        return
    _result(f"{reading.name}: {resolution.code}")
    for note in resolution.notes:
        _talk(f"{reading.name}: {note}")


def _row(item: "Listed") -> dict[str, Any]:
    return {
        "type": item.type,
        "system": item.system,
        "version": item.version,
        "content": item.content,
        "concepts": item.concepts,
        "sources": [{"name": source.name, "sha256": source.sha256} for source in item.sources],
        "importedAt": item.imported_at.isoformat(timespec="seconds") if item.imported_at else None,
        "rejectedRows": item.rejected_rows,
        "fhirVersions": [version.value for version in item.fhir_versions],
    }


def _table(rows: Sequence[dict[str, Any]]) -> None:
    """A table on a terminal; elsewhere lines with tabs, for other programs."""
    heads = ("system", "version", "concepts", "source", "sha256", "when")
    lines = [
        (
            row["system"],
            row["version"] or "",
            "" if row["concepts"] is None else f"{row['concepts']:,}",
            ", ".join(source["name"] for source in row["sources"]),
            ", ".join(source["sha256"][:12] for source in row["sources"]),
            row["importedAt"] or "",
        )
        for row in rows
    ]
    _columns(heads, lines)


def _columns(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    if not sys.stdout.isatty():
        for line in (heads, *lines):
            _result("\t".join(" ".join(cell.split()) for cell in line))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*heads)
    for line in lines:
        table.add_row(*map(escape, line))
    Console().print(table)


def _diff_as_json(result: "DiffResult") -> str:
    document = {
        "system": result.new.url,
        "from": result.old.version,
        "to": result.new.version,
        "summary": result.counts,
        "total": result.total,
        "changes": [asdict(change) for change in result.changes],
    }
    return json.dumps(document, indent=2)


def _diff_as_csv(result: "DiffResult") -> str:
    """With a header, for a spreadsheet; what is not there is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CHANGE_HEADS)
    writer.writerows(_change_cells(change) for change in result.changes)
    return text.getvalue().removesuffix("\n")


def _show_diff(result: "DiffResult") -> None:
    _result(f"{result.new.url} from {result.old.version} to {result.new.version}")
    _columns(("kind", "changes"), [(kind, f"{number:,}") for kind, number in result.counts.items()])
    if result.changes:
        _columns(CHANGE_HEADS, [_change_cells(change) for change in result.changes])


def _change_cells(change: "Change") -> tuple[str, ...]:
    return (change.kind, change.code, change.property or "", change.old or "", change.new or "")


def _show_lookup(parameters: dict[str, Any]) -> None:
    lines = []
    for item in parameters["parameter"]:
        parts = {part["name"]: _value(part) for part in item.get("part", ())}
        match item["name"]:
            case "property":
                meaning = f" ({parts['description']})" if "description" in parts else ""
                lines.append((parts.get("code", ""), f"{parts.get('value', '')}{meaning}"))
            case "designation":
                lines.append((parts.get("use") or parts.get("language") or "designation", parts.get("value", "")))
            case name:
                lines.append((name, _value(item)))
    _columns(("what", "value"), lines)


def _value(element: dict[str, Any]) -> str:
    value = next((value for key, value in element.items() if key.startswith("value")), "")
    if isinstance(value, dict):
        return str(value.get("display") or value.get("code") or "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _announce(settings: "Settings", place: str, port: int) -> None:
    from terminology.http.pages import addresses_to_try

    host = settings.host
    name = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 compared, not bound
    base = f"http://{name}:{port}"
    _talk(f"Serving FHIR R4 at {base}/r4 and R5 at {base}/r5. Ctrl-C stops.")
    _talk(f"Store: {place}" if settings.mongodb_uri else f"Store: embedded, in {settings.data_dir}")
    _talk("Try:")
    for title, path in addresses_to_try():
        _result(f"  curl '{base}{path}'    # {title}")
    _talk(f"API: {base}/docs   Health: {base}/readyz   Metrics: {base}/metrics")


def _result(text: str) -> None:
    typer.echo(text)
    sys.stdout.flush()


def _talk(text: str) -> None:
    typer.echo(text, err=True)


def _refuse(text: str) -> NoReturn:
    _talk(text)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
