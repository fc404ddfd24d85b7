"""The command line: a table of commands for each group.

Results go to stdout, messages to stderr. Exit codes: 0 done, 1 refused with a reason, 2 usage error. Commands import
slow modules when they run, so that help appears at once.
"""

from typing import Annotated

import typer

from terminology.cli.assistants.command import serve_assistants
from terminology.cli.backups import back_up, restore
from terminology.cli.check import check
from terminology.cli.diff import diff
from terminology.cli.doctor.command import doctor
from terminology.cli.expand import expand
from terminology.cli.exports.codes import export_codes
from terminology.cli.exports.package import export_package
from terminology.cli.history import history
from terminology.cli.imports.group import IMPORT, ImportGroup
from terminology.cli.keys import add_key, list_keys, remove_key
from terminology.cli.listing import list_content
from terminology.cli.lookup import lookup
from terminology.cli.narratives import export_narratives, list_narratives, remove_narrative
from terminology.cli.openapi_export import export_openapi
from terminology.cli.output import result
from terminology.cli.removing import remove
from terminology.cli.search import search
from terminology.cli.serving import serve
from terminology.cli.syncing import sync
from terminology.cli.value_set import create_value_set

ENVIRONMENT = """
Every option is also an environment variable TERMINOLOGY_<NAME>. For the store:
TERMINOLOGY_MONGODB_URI (a MongoDB in place of the embedded store), TERMINOLOGY_DATABASE, TERMINOLOGY_DATA_DIR.
"""

# Name, command, example of use.
COMMANDS = (
    ("serve", serve, "serve --port 8080 --workers 2"),
    ("list", list_content, None),
    ("remove", remove, "remove http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets 2025-10"),
    ("lookup", lookup, "lookup J3111 --version 2025-10"),
    ("search", search, "search folding wheelchair"),
    ("expand", expand, "expand https://terminology.example.org/fhir/ValueSet/hcpcs-chapter-j --xlsx drugs.xlsx"),
    ("history", history, "history J1440"),
    ("diff", diff, "diff hcpcs 2020-04 2020-07 --csv > changes.csv"),
    ("check", check, "check claims.csv --out checked.xlsx --column code=PROC_CD"),
    ("mcp", serve_assistants, "mcp"),
    ("sync", sync, "sync https://tx.example.org/syndication/feed.xml"),
    ("doctor", doctor, "doctor"),
    ("backup", back_up, "backup terminology.backup"),
    ("restore", restore, "restore terminology.backup"),
    ("export-openapi", export_openapi, None),
)
EXPORTS = (
    ("package", export_package, "export package hcpcs 2025-10 --out packages/"),
    ("narratives", export_narratives, "export narratives texts/ --language es"),
    ("codes", export_codes, "export codes hcpcs 2025-10 --out hcpcs.csv"),
    ("openapi", export_openapi, "export openapi -"),
)

VALUE_SETS = (
    ("create", create_value_set, "value-set create --csv covered.csv --url https://example.org/vs/covered --version 1"),
)
NARRATIVES = (
    ("list", list_narratives, None),
    ("remove", remove_narrative, "narratives remove J3111 --language es"),
)
KEYS = (
    ("add", add_key, 'keys add epic --scope "system/ValueSet.cruds" --below https://example.org/fhir'),
    ("list", list_keys, None),
    ("remove", remove_key, "keys remove epic"),
)

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
app.add_typer(typer.Typer(cls=ImportGroup, no_args_is_help=True, help=IMPORT), name="import")
exports = typer.Typer(no_args_is_help=True, help="Export loaded content to files.")
app.add_typer(exports, name="export")
narratives = typer.Typer(no_args_is_help=True, help="List and remove individual patient narratives.")
app.add_typer(narratives, name="narratives")
keys = typer.Typer(no_args_is_help=True, help="API keys: who may write over HTTP.")
app.add_typer(keys, name="keys")
value_sets = typer.Typer(no_args_is_help=True, help="Create value sets from tables of codes.")
app.add_typer(value_sets, name="value-set")

for group, commands in (
    (app, COMMANDS),
    (exports, EXPORTS),
    (keys, KEYS),
    (narratives, NARRATIVES),
    (value_sets, VALUE_SETS),
):
    for name, command, example in commands:
        group.command(name, epilog=example and f"Example: terminology {example}")(command)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from terminology.app import software_version

        result(software_version())
        raise typer.Exit


@app.callback()
def start(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    app()


if __name__ == "__main__":
    main()
