"""The queries of the assistants' tools, run by the same operations and limits as HTTP requests.

FHIR Parameters become plain objects by name: repeated ones are lists, an OperationOutcome is the texts of its issues.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fhir_resources.operation_definitions import (
    CHECK_LINES,
    CODE_SYSTEM_VALIDATE_CODE,
    EXPAND,
    LOOKUP,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.cli.history import rows_of
from terminology.core.budget import Budget, Limits
from terminology.library.answering import answer
from terminology.library.library import Library

MAX_CODES = 1000
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Questions:
    """Each method raises TerminologyError with a readable message. `clock` is monotonic, in seconds."""

    library: Library
    limits: Limits
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    clock: Callable[[], float]

    def look_up(self, code: str, system: str, version: str | None, date: str | None) -> Plain:
        supplied = {"code": code, "system": system, "version": version, "date": date, "property": "*"}
        return plain(self._answered(LOOKUP, _parameters(supplied)))

    def validate(self, code: str, system: str, display: str | None, date: str | None, value_set: str | None) -> Plain:
        if value_set is None:
            supplied = {"url": system, "code": code, "display": display, "date": date}
            return plain(self._answered(CODE_SYSTEM_VALIDATE_CODE, _parameters(supplied)))
        supplied = {"url": value_set, "system": system, "code": code, "display": display, "date": date}
        return plain(self._answered(VALUE_SET_VALIDATE_CODE, _parameters(supplied)))

    def search(self, words: str, system: str, date: str | None, limit: int) -> Plain:
        value_set = {
            "resourceType": "ValueSet",
            "status": "active",
            "compose": {"include": [{"system": system}]},
        }
        return self._codes({"valueSet": value_set, "filter": words, "date": date}, limit)

    def expand(self, url: str, words: str | None, date: str | None, limit: int, offset: int) -> Plain:
        return self._codes({"url": url, "filter": words, "date": date, "offset": offset}, limit)

    def check_lines(self, lines: Sequence[Mapping[str, Any]]) -> Plain:
        supplied = [Parameter("line", parts=tuple(_line_parts(line))) for line in lines]
        return plain(self._answered(CHECK_LINES, supplied))

    def history(self, code: str, system: str) -> Plain:
        periods, changes = rows_of(self.library, system, code)
        return {"code": code, "periods": periods, "changes": changes}

    def _codes(self, supplied: Mapping[str, Any], limit: int) -> Plain:
        count = max(1, min(limit, MAX_CODES))
        value_set = self._answered(EXPAND, _parameters({**supplied, "count": count, "excludeNested": True}))
        expansion = value_set["expansion"]
        stated = expansion.get("parameter", ())
        warnings = [item["valueString"] for item in stated if item["name"] == "warning"]
        shown = ("system", "version", "code", "display", "inactive")
        codes = [{name: item[name] for name in shown if name in item} for item in expansion.get("contains", ())]
        return {"total": expansion.get("total", len(codes)), "codes": codes} | (
            {"warnings": warnings} if warnings else {}
        )

    def _answered(self, operation: OperationDefinition, supplied: Sequence[Parameter]) -> Plain:
        budget = Budget(self.limits, self.clock)
        snapshot = self.library.snapshot(FhirVersion.R5)
        return answer(
            snapshot,
            FhirVersion.R5,
            Parameters(operation, supplied),
            now=self.now(),
            new_id=self.new_id,
            budget=budget,
            is_strict=True,
        )


def _parameters(supplied: Mapping[str, Any]) -> list[Parameter]:
    return [Parameter(name, value) for name, value in supplied.items() if value is not None]


def _line_parts(line: Mapping[str, Any]) -> list[Parameter]:
    pairs = ((name, item) for name, value in line.items() for item in (value if isinstance(value, list) else [value]))
    return [Parameter(name, item) for name, item in pairs if item is not None]


def plain(parameters: Mapping[str, Any]) -> Plain:
    found: dict[str, list[Any]] = {}
    for item in parameters.get("parameter", parameters.get("part", ())):
        found.setdefault(item["name"], []).append(_plain_value(item))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _plain_value(item: Mapping[str, Any]) -> Any:
    if "part" in item:
        return plain(item)
    if "resource" in item:
        issues = item["resource"].get("issue", ())
        return [f"{issue['severity']}: {issue.get('details', {}).get('text', '')}" for issue in issues]
    return next((value for name, value in item.items() if name.startswith("value")), None)
