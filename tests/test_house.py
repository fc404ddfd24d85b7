"""The rules of the house that ruff and import-linter cannot see: empty packages, mirrored tests, a pure middle."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("terminology", "fhir_resources", "seed")
MIDDLE = (
    *("terminology/core", "terminology/operations", "terminology/index", "terminology/lexicon"),
    "terminology/providers",
    *("fhir_resources", "seed"),
)
# The test of a/b/c.py is tests/a/b/test_c.py. Where there is none, another test runs the module; here is which.
TESTED_ELSEWHERE = {
    "terminology/cli/imports/group.py": "test_main.py, which asks it for help",
    "terminology/cli/imports/source_report.py": "the tests of what each source imports, tests/terminology/cli/imports",
    "terminology/cli/serving.py": "test_app.py, which starts servers as a user does",
    "terminology/index/columns_writer.py": "test_stored_columns.py, by the contract of columns",
    "terminology/index/stored_hierarchy.py": "test_stored_columns.py, by the contract of columns",
    "terminology/index/stored_pieces.py": "test_resource_columns.py, which reads a source back",
    "terminology/index/stored_postings.py": "test_stored_columns.py, by the contract of columns",
    "terminology/index/stored_properties.py": "test_stored_columns.py, by the contract of columns",
    "terminology/index/stored_text_index.py": "test_stored_columns.py, by the contract of columns",
    "terminology/index/stored_texts.py": "test_stored_columns.py, by the contract of columns",
    "terminology/store/code_system_columns.py": "the store's contract, tests/contracts/store.py",
    "terminology/store/column_building.py": "test_column_files.py",
    "terminology/store/concepts.py": "the store's contract, tests/contracts/store.py",
    "terminology/store/connection.py": "the store's contract",
    "terminology/store/indexes.py": "the store's contract",
    "terminology/store/resources.py": "the store's contract",
    "terminology/store/opening.py": "test_app.py, which opens both kinds of store",
    "terminology/store/part.py": "test_api_keys.py and test_sessions.py, with two of the parts",
    "terminology/store/process.py": "test_embedded.py, with real processes",
    "terminology/workers.py": "tests/test_workers.py, with real processes",
    "terminology/http/server_context.py": "test_application.py, and every test that asks over HTTP",
    "terminology/operations/checks.py": "test_validate_code.py, through the operation they are parts of",
    "terminology/operations/coding_report.py": "test_validate_code.py",
    "terminology/library/artifact_operations.py": "http/test_artifact_operations.py, step by step",
    "terminology/store/audit.py": "library/test_audit_trail.py, over a real store",
    "terminology/library/proposals.py": "http/test_writes.py and http/test_transactions.py, rule by rule",
    "terminology/library/written_resources.py": "test_written_snapshots.py",
    "fhir_resources/subscription.py": "http/test_subscriptions.py, in both versions",
    "fhir_resources/subscription_notification.py": "http/test_subscriptions.py, in both versions",
    "terminology/library/notices.py": "http/test_subscriptions.py, round by round over a real store",
    "terminology/store/subscriptions.py": "http/test_subscriptions.py, over a real store",
    "terminology/store/used_tokens.py": "http/authorization/test_cds_trust.py, over a real store",
    "terminology/store/closures.py": "http/test_closure.py, over a real store",
    "terminology/store/commits.py": "library/test_written_content.py, over a real store",
    "terminology/core/versioned.py": "test_catalogue.py, through the catalogue that it merges",
    "terminology/operations/check_lines/codes.py": "test_facts.py, which finds them",
    "terminology/http/committing.py": "test_writes.py and test_transactions.py, race by race",
    "terminology/http/patches.py": "test_writes.py and test_transactions.py",
    "terminology/http/write_answers.py": "test_writes.py",
    "terminology/http/written_versions.py": "test_writes.py and test_history.py",
    "terminology/library/entries.py": "test_overlay.py and test_snapshots.py",
    "terminology/library/line_checking.py": "cli/test_check.py, over a store",
    "terminology/library/loading.py": "test_library.py",
    "terminology/library/publishing.py": "test_importing.py",
    "terminology/pages/writing/session_pages.py": "http/test_sign_in.py and http/test_writing_pages.py",
    "terminology/pages/writing/edit_page.py": "http/test_writing_pages.py, with every rule behind it",
    "terminology/pages/writing/list_page.py": "http/test_writing_pages.py",
    "terminology/pages/writing/makers.py": "http/test_writing_pages.py, page by page",
    "terminology/pages/writing/writer.py": "http/test_writing_pages.py",
    "terminology/library/received.py": "test_overlay.py and test_resource_imports.py",
}
# Tools run by hand, when FHIR publishes and when a table of the lexicon changes; the server never imports them.
TOOLS = frozenset({"fhir_resources/structure_definitions_build.py", "terminology/lexicon/compile_tables.py"})
CLOCKS = frozenset({"now", "today", "utcnow"})
OF_THE_WORLD = frozenset(
    {"os", "time", "random", "socket", "subprocess", "shutil", "tempfile", "urllib", "logging", "uuid"}
)


def modules_in(*folders: str) -> list[str]:
    files = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted(str(file.relative_to(ROOT)) for file in files)


MODULES = [module for module in modules_in(*PACKAGES) if not module.endswith("__init__.py")]
PURE_MODULES = [module for module in modules_in(*MIDDLE) if module not in TOOLS]


def tree_of(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def mirror_of(module: str) -> Path:
    path = Path(module)
    return ROOT / "tests" / path.parent / f"test_{path.name}"


def only_declares(module: str) -> bool:
    """Whether a module has nothing to test: types and constants, no function with a body."""
    functions = [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return all(
        isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant) for f in functions for step in f.body
    )


def imported_by(module: str) -> set[str]:
    """The full names that a module imports, wherever it does so."""
    return names_in(module)[0]


def called_by(module: str) -> set[str]:
    """The names that a module calls: `open`, `datetime.now`, `files(…).read_text` as `.read_text`."""
    return names_in(module)[1]


@cache
def names_in(module: str) -> tuple[set[str], set[str]]:
    """The imports and calls of a module, found in one walk."""
    imported, called = set(), set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            imported.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.update(f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                called.add(function.id)
            elif isinstance(function, ast.Attribute):
                called.add(f"{function.value.id if isinstance(function.value, ast.Name) else ''}.{function.attr}")
    return imported, called


# Each rule is one test of all modules, which names those that break it: two thousand tests take longer to hand out.
def test_packages_are_empty() -> None:
    packages = [module for module in modules_in(*PACKAGES) if module.endswith("__init__.py")]
    assert [package for package in packages if (ROOT / package).stat().st_size] == []


def test_folders_of_modules_are_packages() -> None:
    folders = sorted({str(Path(module).parent) for module in MODULES})
    assert [folder for folder in folders if not (ROOT / folder / "__init__.py").is_file()] == []


def test_no_folder_of_tests_is_a_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_module_has_its_test() -> None:
    """The declarations of all sources are tested together in tests/seed/test_registry.py."""
    of_their_own = [item for item in MODULES if item not in TESTED_ELSEWHERE and not item.endswith("/source.py")]
    assert [item for item in of_their_own if not mirror_of(item).is_file() and not only_declares(item)] == []


def test_modules_tested_elsewhere_exist_and_have_no_test_module() -> None:
    assert set(TESTED_ELSEWHERE) <= set(MODULES)
    assert [module for module in TESTED_ELSEWHERE if mirror_of(module).is_file()] == []


def test_no_module_prints_or_imports_by_name_but_the_registry_of_sources() -> None:
    """What the two others name is imported by its users as well, as the import contracts see it."""
    by_name = {"print", "input", "eval", "exec", "__import__", "importlib.import_module", "import_module"}
    found = {module: by_name & called_by(module) for module in MODULES if by_name & called_by(module)}
    importers = ("seed/registry.py", "terminology/lean_imports.py", "terminology/workers.py")
    assert found == {module: {"import_module"} for module in importers}


def late_imports(module: str) -> Iterator[tuple[str, bool]]:
    """Each function that imports, and whether a comment at one of its imports or above them says why."""
    lines = (ROOT / module).read_text(encoding="utf-8").splitlines()
    for function in ast.walk(tree_of(module)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            imports = [node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            if imports:
                yield function.name, any("#" in lines[number - 1] for number in (min(imports) - 1, *imports))


def test_benchmarks_import_only_what_exists() -> None:
    """No other test runs them."""
    for module in sorted((ROOT / "benchmarks").glob("*.py")):
        import_module(f"benchmarks.{module.stem}")


def test_an_import_within_a_function_has_a_comment_with_its_reason() -> None:
    """All commands have the same reason, which the module of commands states: help appears at once."""
    modules = [module for module in MODULES if not module.startswith("terminology/cli/")]
    unexplained = [
        (module, name) for module in modules for name, is_explained in late_imports(module) if not is_explained
    ]
    assert unexplained == []


def test_imported_modules_are_declared_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {name_of(text) for text in (*project["dependencies"], *extras["embedded"], *extras["mcp"])}
    imported = {name.split(".")[0] for module in MODULES for name in imported_by(module)}
    of_others = imported - set(PACKAGES) - sys.stdlib_module_names
    distributions = packages_distributions()
    assert {name for name in of_others if not declared & set(map(name_of, distributions[name]))} == set()


def name_of(requirement: str) -> str:
    """The name of a distribution, in one of its spellings."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_the_deadline_of_a_request_is_made_in_one_place() -> None:
    """Prepared questions restart theirs for each request, `/check` has one for each piece of its stream, and the one of
    `requests.py` never ends.
    """
    makers = {module for module in MODULES if module.startswith("terminology/http/") and "Budget" in called_by(module)}
    assert makers == {
        f"terminology/http/{name}.py" for name in ("request_log", "prepared_questions", "checking", "requests")
    }


def test_a_source_imports_only_itself_and_hcpcs() -> None:
    sources = {path.parent.name for path in (ROOT / "seed").glob("*/source.py")}
    found = {}
    for module in (m for m in MODULES if m.startswith("seed/") and m.count("/") > 1):
        others = sources - {module.split("/")[1], "hcpcs"} | {"registry"}
        found[module] = others & {name.split(".")[1] for name in imported_by(module) if name.startswith("seed.")}
    assert {module: known for module, known in found.items() if known} == {}


def test_only_the_composition_root_reads_the_clock_on_the_wall() -> None:
    clocks = {f"{kind}.{name}" for kind in ("datetime", "date") for name in CLOCKS}
    modules = [module for module in MODULES if module != "terminology/app.py"]
    assert {module: clocks & called_by(module) for module in modules if clocks & called_by(module)} == {}


def test_the_middle_neither_reads_files_nor_clocks_nor_the_dice() -> None:
    readers = {"pathlib", "pathlib.Path", "open", "io.open", "codecs.open"}
    found = {}
    for module in PURE_MODULES:
        imported = imported_by(module)
        found[module] = OF_THE_WORLD & {name.split(".")[0] for name in imported}
        found[module] |= (readers - {"open"}) & imported | (readers - {"pathlib", "pathlib.Path"}) & called_by(module)
    assert {module: names for module, names in found.items() if names} == {}
