"""The table of operations has the parameters that FHIR defines, and the code reads the parameters in the table."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fhir_resources import json_format
from fhir_resources.operation_definitions import (
    CODE_SYSTEM_VALIDATE_CODE,
    COMPLEX_TYPES,
    EXPAND,
    LOOKUP,
    OPERATIONS,
    R4,
    R5,
    RESOURCE_TYPES,
    SUBSUMES,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
    ParameterDefinition,
    find_operation,
)
from fhir_resources.structure_definitions import open_types
from fhir_resources.version import FhirVersion

ROOT = Path(__file__).parents[2]
OFFICIAL = ROOT.parent / "shared" / "reference" / "operations_r4_r5.json"
FOLDER = ROOT / "fhir_resources" / "operations"
FOR_ALL = (FOLDER / "context.py", ROOT / "terminology" / "library" / "overlay.py")  # they ask whether it is defined
COMPARED = (LOOKUP, CODE_SYSTEM_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE, SUBSUMES, EXPAND)

# What FHIR defines and the table refuses: an answer that passed over it would be a wrong one.
REFUSED = {"context", "contextDirection"}
# What the table has beyond FHIR's R5: names of HL7's terminology ecosystem, and other spellings that clients use.
VERSION_RULES = {"system-version", "check-system-version", "force-system-version"}
COMMON = {"tx-resource", "cache-id"}
OPTIONS = {"lenient-display-validation", "mode", "default-valueset-version", *VERSION_RULES, *COMMON}
BEYOND = {
    "CodeSystem-lookup": {*VERSION_RULES, *COMMON},
    "CodeSystem-validate-code": {"system", "useSupplement", *OPTIONS},
    "ValueSet-validate-code": {"inferSystem", "activeOnly", "valueset-membership-only", *OPTIONS},
    "CodeSystem-subsumes": {"tx-resource"},
    "ValueSet-expand": {"default-valueset-version", *COMMON},
}
NOT_NEEDED = {"cache-id"}  # accepted from older clients: resources are kept by their content, with or without it

Json = dict[str, Any]


@pytest.fixture(scope="module")
def official() -> dict[str, dict[str, Json]]:
    """FHIR version (4.0 or 5.0) → id → OperationDefinition."""
    if not OFFICIAL.is_file():
        pytest.skip(f"FHIR's operation definitions are missing: expected in {OFFICIAL}")
    definitions = json_format.loads(OFFICIAL.read_bytes())
    return {R4: definitions["r4"], R5: definitions["r5"]}


@pytest.mark.parametrize("version", [R4, R5])
@pytest.mark.parametrize("operation", COMPARED, ids=lambda item: item.id)
def test_every_parameter_of_fhir_is_in_the_table_as_fhir_defines_it(
    official: dict[str, dict[str, Json]], operation: OperationDefinition, version: str
) -> None:
    expected = dict(_flat(official[version][operation.id]["parameter"]))
    for (use, path), defined in expected.items():
        ours = _find(operation, use, path)
        assert ours is not None, path
        assert version in ours.versions, path
        assert (ours.type, ours.min, ours.max) == (defined.get("type"), defined["min"], defined["max"]), path


@pytest.mark.parametrize("version", [R4, R5])
@pytest.mark.parametrize("operation", COMPARED, ids=lambda item: item.id)
def test_an_operation_has_the_url_and_the_levels_that_fhir_gives_it(
    official: dict[str, dict[str, Json]], operation: OperationDefinition, version: str
) -> None:
    defined = official[version][operation.id]
    assert operation.url == f"http://hl7.org/fhir/OperationDefinition/{defined['id']}"
    assert (operation.code, operation.type_level) == (defined["code"], defined["type"])
    assert (version in operation.instance_level) == defined["instance"]


@pytest.mark.parametrize("operation", COMPARED, ids=lambda item: item.id)
def test_operation_parameters_beyond_fhir_are_listed_here(
    official: dict[str, dict[str, Json]], operation: OperationDefinition
) -> None:
    defined = {item["name"] for item in official[R5][operation.id]["parameter"] if item["use"] == "in"}
    assert {item.name for item in operation.parameters if item.use == "in"} - defined == BEYOND[operation.id]


@pytest.mark.parametrize("operation", COMPARED, ids=lambda item: item.id)
def test_unsupported_operation_parameters_are_listed_here(operation: OperationDefinition) -> None:
    refused = {item.name for item in operation.parameters if not item.is_supported}
    assert refused <= REFUSED
    assert all(item.use == "in" for item in operation.parameters if not item.is_supported)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda item: item.id)
def test_refused_actions_are_not_offered(operation: OperationDefinition) -> None:
    offered = {item.name for version in (R4, R5) for item in operation.inputs(version)}
    assert all(item.is_supported or item.name not in offered for item in operation.parameters)
    assert all(operation.find_input(name) for name in offered)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda item: item.id)
def test_a_name_occurs_once_per_use_and_version(operation: OperationDefinition) -> None:
    for version in (R4, R5):
        for parameters in (operation.inputs(version), operation.outputs(version)):
            names = [item.name for item in parameters]
            assert len(names) == len(set(names))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda item: item.id)
def test_types_are_fhirs_and_sentences_end(operation: OperationDefinition) -> None:
    known = {*open_types(FhirVersion.R5), *RESOURCE_TYPES, *COMPLEX_TYPES, "Element"}
    parts = (part for item in operation.parameters for part in item.parts)
    for item in (*operation.parameters, *parts):
        assert item.type in known or (item.type is None and item.parts), item.name
        assert item.documentation.endswith("."), item.name


def test_an_operation_is_found_by_resource_and_code() -> None:
    assert find_operation("CodeSystem", "validate-code") is CODE_SYSTEM_VALIDATE_CODE
    assert find_operation("ValueSet", "validate-code") is VALUE_SET_VALIDATE_CODE
    assert find_operation("ValueSet", "lookup") is None
    assert len({item.id for item in OPERATIONS}) == len(OPERATIONS)


def test_primitive_parameters_are_those_a_query_can_give() -> None:
    by_name = {item.name: item for item in LOOKUP.inputs(R5)}
    assert by_name["code"].is_primitive
    assert not by_name["coding"].is_primitive
    assert not by_name["tx-resource"].is_primitive
    assert by_name["property"].repeats
    assert not by_name["code"].repeats


def test_r5s_names_are_understood_at_r4s_endpoint() -> None:
    assert LOOKUP.find_input("useSupplement") in LOOKUP.inputs(R4)
    assert EXPAND.find_input("property") in EXPAND.inputs(R4)


def _module_of(operation: OperationDefinition) -> Path | None:
    """The module that reads an operation's parameters: named by its code, or by its resource and code."""
    code = operation.code.replace("-", "_")
    resource = "".join(f"_{c.lower()}" if c.isupper() else c for c in operation.resource or "").lstrip("_")
    return next((path for name in (f"{resource}_{code}", code) if (path := FOLDER / f"{name}.py").is_file()), None)


READ = [item for item in OPERATIONS if _module_of(item)]


def test_every_operation_that_is_compared_has_a_reader() -> None:
    assert {item.id for item in COMPARED} <= {item.id for item in READ}


@pytest.mark.parametrize("operation", READ, ids=lambda item: item.id)
def test_every_parameter_that_is_read_is_in_the_table(operation: OperationDefinition) -> None:
    read = {name for module in _modules(operation) if module not in FOR_ALL for name in _names_read(module)}
    assert {name for name in read if operation.find_input(name) is None} == set()


@pytest.mark.parametrize("module", FOR_ALL, ids=lambda path: path.stem)
def test_every_parameter_that_is_read_for_all_operations_is_in_the_table_of_one(module: Path) -> None:
    assert all(any(operation.find_input(name) for operation in OPERATIONS) for name in _names_read(module))


@pytest.mark.parametrize("operation", READ, ids=lambda item: item.id)
def test_every_parameter_in_the_table_is_read(operation: OperationDefinition) -> None:
    read = {name for module in _modules(operation) for name in _names_read(module)}
    listed = {item.name for item in operation.parameters if item.use == "in" and item.is_supported}
    assert listed - read - NOT_NEEDED == set()


def test_the_scan_detects_how_parameters_are_read() -> None:
    assert {"filter", "count", "activeOnly", "designation"} <= _names_read(FOLDER / "expand.py")
    assert {"displayLanguage", "useSupplement", "force-system-version"} <= _names_read(FOLDER / "context.py")
    assert _names_read(FOR_ALL[1]) == {"tx-resource", "codeSystem"}
    assert {"mode", "abstract", "lenient-display-validation"} <= _names_read(FOLDER / "validation_options.py")


def _flat(parameters: list[Json], prefix: str = "") -> Iterator[tuple[tuple[str, str], Json]]:
    """Every parameter and part by (use, path)."""
    for item in parameters:
        path = prefix + item["name"]
        yield (item["use"], path), item
        yield from _flat(item.get("part", []), f"{path}.")


def _find(operation: OperationDefinition, use: str, path: str) -> ParameterDefinition | None:
    first, *rest = path.split(".")
    found = next((item for item in operation.parameters if (item.use, item.name) == (use, first)), None)
    for name in rest:
        found = next((item for item in found.parts if item.name == name), None) if found else None
    return found


def _modules(operation: OperationDefinition) -> set[Path]:
    """The reader of an operation, the modules it imports from its folder, and those that read for every operation.

    A batch is read by the reader of its entries too.
    """
    entries = find_operation(operation.resource, operation.code.removeprefix("batch-"))
    pending = [module for item in (operation, entries) if item and (module := _module_of(item))]
    found = set(FOR_ALL)
    while pending:
        module = pending.pop()
        if module not in found:
            found.add(module)
            pending.extend(_imported(module))
    return found


def _imported(module: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fhir_resources.operations"):
            names = [alias.name for alias in node.names] + [(node.module or "").rpartition(".")[2]]
            yield from (path for name in names if (path := FOLDER / f"{name}.py").is_file())


@cache
def _names_read(module: Path) -> frozenset[str]:
    """The names in calls with a variable called `parameters`, including those from constants and loops."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    known = _strings_by_name(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _takes_part(node))
    return frozenset(name for call in calls for argument in call.args for name in _strings(argument, known))


def _takes_part(call: ast.Call) -> bool:
    receiver = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return any(isinstance(item, ast.Name) and item.id == "parameters" for item in (*receiver, *call.args))


def _strings_by_name(tree: ast.Module) -> dict[str, set[str]]:
    """The values of a module's constants, and the strings that its loops iterate over."""
    known: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name) and node.value:
            known.setdefault(target.id, set()).update(_strings(node.value, known))
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension | ast.For) and isinstance(node.target, ast.Name):
            known.setdefault(node.target.id, set()).update(_strings(node.iter, known))
    return known


def _strings(node: ast.expr, known: dict[str, set[str]]) -> set[str]:
    """The strings of a constant, a name, a list of these or the keys of a table."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.Name(id=name):
            return known.get(name, set())
        case ast.Starred(value=inner):
            return _strings(inner, known)
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return {text for item in items for text in _strings(item, known)}
        case ast.Dict(keys=keys):
            return {text for key in keys if key for text in _strings(key, known)}
        case _:
            return set()
