"""Parameters that an operation does not have: passed over, and said to be, where the answer has a place for issues.

Under `Prefer: handling=strict` the door refuses them instead (`terminology/http/operations.py`). A misspelt date would
else make a code valid without a word. Where issues stand: `issues` of $lookup and $validate-code, and in an expansion
the parameter `warning`.
"""

from fhir_resources.elements import Json
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters
from terminology.core.issues import Issue

# What HL7's tools send to every operation, for their own bookkeeping.
TOOLS_OWN = frozenset(
    {"uuid", "diagnostics", "mode", "profile-url", "limit", "default-to-latest-version", "allowMaximumSizeExpansion"}
)
WITH_ISSUES = frozenset({"CodeSystem-lookup", "CodeSystem-validate-code", "ValueSet-validate-code"})
MOST = 10  # names in one sentence


def with_unknown_parameters(answer: Json, parameters: Parameters) -> Json:
    """The answer, with an information issue that names the parameters which the operation does not have."""
    names = [name for name in dict.fromkeys(item.name for item in parameters.items) if not _is_known(parameters, name)]
    if not names:
        return answer
    few = ", ".join(f"'{name[:40]}'" for name in names[:MOST])
    text = f"${parameters.definition.code} does not have these parameters, and passed over them: {few}"
    issue = Issue("information", "not-supported", text, expression=tuple(name[:40] for name in names[:MOST]))
    if parameters.definition.id in WITH_ISSUES:
        return _with_issue(answer, issue)
    return _with_warning(answer, text) if "expansion" in answer else answer


def _is_known(parameters: Parameters, name: str) -> bool:
    return name in TOOLS_OWN or parameters.defines(name)


def _with_issue(answer: Json, issue: Issue) -> Json:
    [written] = operation_outcome([issue])["issue"]
    entries = list(answer["parameter"])
    for index, entry in enumerate(entries):
        if entry["name"] == "issues":
            outcome = entry["resource"]
            entries[index] = entry | {"resource": outcome | {"issue": [*outcome["issue"], written]}}
            break
    else:
        entries.append({"name": "issues", "resource": operation_outcome([issue])})
    return answer | {"parameter": entries}


def _with_warning(value_set: Json, text: str) -> Json:
    expansion = value_set["expansion"]
    stated = [*expansion.get("parameter", ()), {"name": "warning", "valueString": text}]
    return value_set | {"expansion": {**_before_parameter(expansion), "parameter": stated, **_after(expansion)}}


_BEHIND = ("property", "contains")


def _before_parameter(expansion: Json) -> Json:
    return {name: value for name, value in expansion.items() if name not in ("parameter", *_BEHIND)}


def _after(expansion: Json) -> Json:
    return {name: expansion[name] for name in _BEHIND if name in expansion}
