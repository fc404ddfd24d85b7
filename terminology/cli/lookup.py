"""`terminology lookup`: the result of $lookup as a table."""

from typing import Annotated, Any

import typer

from terminology.cli.environment import read_settings
from terminology.cli.question_options import DEFAULT_SYSTEM, InSystem, OnDate
from terminology.cli.refusals import refusals
from terminology.cli.store import with_library
from terminology.cli.tables import show_table


def lookup(
    code: Annotated[str, typer.Argument(help="The code, such as J3111.")],
    system: InSystem = DEFAULT_SYSTEM,
    version: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_VERSION", help="Its version; default: the latest.")
    ] = None,
    date: OnDate = None,
) -> None:
    """Show everything the store knows about a code."""
    from fhir_resources.operation_definitions import LOOKUP
    from fhir_resources.parameters import Parameter, Parameters
    from fhir_resources.version import FhirVersion
    from terminology.app import clock, new_id
    from terminology.library.answering import answer

    settings = read_settings()
    now = clock(settings)()
    asked = {"code": code, "system": system, "version": version, "date": date, "property": "*"}
    supplied = [Parameter(name, value) for name, value in asked.items() if value is not None]
    with refusals():
        parameters = Parameters(LOOKUP, supplied)
        r5 = FhirVersion.R5
        answered = with_library(
            settings, lambda library: answer(library.snapshot(r5), r5, parameters, now=now, new_id=new_id)
        )
    show_table(("what", "value"), [line for item in answered["parameter"] for line in _lines(item)])


def _lines(parameter: dict[str, Any]) -> list[tuple[str, str]]:
    """One line for a parameter; for an OperationOutcome, one for each issue, with its severity."""
    if "resource" not in parameter:
        return [_line(parameter)]
    issues = parameter["resource"]["issue"]
    return [(parameter["name"], f"{issue['severity']}: {issue['details']['text']}") for issue in issues]


def _line(parameter: dict[str, Any]) -> tuple[str, str]:
    """The label and value of a parameter: properties are labeled by code, designations by use, others by name."""
    parts = {part["name"]: _value(part) for part in parameter.get("part", ())}
    match parameter["name"]:
        case "property":
            meaning = f" ({parts['description']})" if "description" in parts else ""
            return parts.get("code", ""), f"{parts.get('value', '')}{meaning}"
        case "designation":
            return parts.get("use") or parts.get("language") or "designation", parts.get("value", "")
        case name:
            return name, _value(parameter)


def _value(element: dict[str, Any]) -> str:
    value = next((value for key, value in element.items() if key.startswith("value")), "")
    if isinstance(value, dict):
        return str(value.get("display") or value.get("code") or "")
    return str(value).lower() if isinstance(value, bool) else str(value)
