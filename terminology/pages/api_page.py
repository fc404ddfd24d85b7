"""Try an operation: a form of its parameters, the request as an address and for curl, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fhir_resources.convert.resources import to_r4
from fhir_resources.json_format import dumps
from fhir_resources.operation_definitions import OPERATIONS, OperationDefinition, ParameterDefinition
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError
from terminology.library.answering import answer
from terminology.pages.context import Answer, Page, PageRequest
from terminology.pages.problems import PageProblem

SHOWN = 200_000  # characters of an answer
USUAL = ("url", "system", "code", "display", "version", "date", "filter", "count", "codeA", "codeB", "from", "to")


@dataclass(frozen=True, slots=True)
class ApiField:
    name: str
    documentation: str
    value: str
    is_boolean: bool
    is_usual: bool


@dataclass(frozen=True, slots=True)
class ApiChoice:
    id: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ApiView:
    """`answer` is None until the form is sent; `is_refusal`: the answer is an error."""

    title: str
    operations: tuple[ApiChoice, ...]
    operation: OperationDefinition
    version: str
    fields: tuple[ApiField, ...]
    address: str
    curl: str
    answer: str | None
    is_refusal: bool


def api_page(request: PageRequest) -> Answer:
    """`operation` is the id of a definition, `fhir` r4 or r5; every other parameter belongs to the operation."""
    operations = {item.id: item for item in OPERATIONS if item.resource and not item.only_post}
    chosen = request.query.choice("operation", tuple(operations)) or next(iter(operations))
    operation = operations[chosen]
    version = FhirVersion.R5 if request.query.choice("fhir", ("r4", "r5")) == "r5" else FhirVersion.R4
    inputs = [item for item in operation.inputs(version.value) if item.is_primitive]
    supplied = _typed_values(request, operation, inputs)
    path = f"/{version.path}/{operation.resource}/${operation.code}?{urlencode(supplied, safe=':/')}"
    is_asked = request.query.find("operation") is not None
    text, is_refusal = _answered(request, operation, version, supplied) if is_asked else (None, False)
    view = ApiView(
        title="Try an operation",
        operations=tuple(ApiChoice(i.id, f"{i.resource} ${i.code}", i is operation) for i in operations.values()),
        operation=operation,
        version=version.path,
        fields=tuple(_field(item, supplied) for item in inputs),
        address=path,
        curl=f"curl '{request.base}{path}'",
        answer=text,
        is_refusal=is_refusal,
    )
    return Page("api.html", view)


def _typed_values(
    request: PageRequest, operation: OperationDefinition, inputs: Sequence[ParameterDefinition]
) -> list[tuple[str, str]]:
    """The values that were typed or, before the form is sent, the operation's example."""
    names = {item.name for item in inputs}
    typed = [(name, value.strip()) for name, value in request.query.pairs if name in names and value.strip()]
    if any(len(value) > 4000 for _, value in typed):
        raise PageProblem(400, "A value is longer than 4000 characters", "Send it to the FHIR address with POST.")
    return typed or [(name, value) for name, value in operation.example.items() if name in names]


def _field(item: ParameterDefinition, supplied: Sequence[tuple[str, str]]) -> ApiField:
    value = next((value for name, value in supplied if name == item.name), "")
    return ApiField(item.name, item.documentation, value, item.type == "boolean", bool(value) or item.name in USUAL)


def _answered(
    request: PageRequest, operation: OperationDefinition, version: FhirVersion, supplied: Sequence[tuple[str, str]]
) -> tuple[str, bool]:
    snapshot = request.context.library.snapshot(version)
    try:
        parameters = Parameters(operation, [Parameter(name, value) for name, value in supplied])
        found = answer(snapshot, version, parameters, now=request.context.now(), new_id=request.context.new_id)
    except TerminologyError as error:
        return "\n".join(f"{issue.severity}: {issue.text}" for issue in error.issues), True
    shown = to_r4(found) if version is FhirVersion.R4 else found
    text = dumps(shown, pretty=True).decode()
    return (text if len(text) <= SHOWN else f"{text[:SHOWN]}\n…"), False
