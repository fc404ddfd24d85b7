"""The documentation names only links, commands, options and settings that exist, and all commands and settings."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from seed.hcpcs.code_system import ALIASES, NOTICED_ALIASES, REPLACES, URL
from seed.hcpcs.properties import PROPERTIES
from seed.hcpcs.value_sets import built_in_value_sets
from terminology.cli.main import app
from terminology.settings import Settings

ROOT = Path(__file__).parents[1]
CHANGELOG = "docs/changelog.md"  # old entries name what existed then
FILES = (ROOT / "README.md", ROOT / "benchmarks" / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
PAGES = {str(path.relative_to(ROOT)): path.read_text() for path in FILES}
CURRENT = {name: text for name, text in PAGES.items() if name != CHANGELOG}
MAX_LINES = 250
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
COMMAND_LINE = re.compile(r"(?:^|[`\n] *)(?:\$ )?(?:\.venv/bin/)?terminology ((?:[a-z][^`\n|#]*))", re.MULTILINE)
VARIABLE = re.compile(r"TERMINOLOGY_[A-Z_]+[A-Z]")
# Variables of tests and of clients, and of options: all options are variables, too.
OTHER_VARIABLES = {
    *("TERMINOLOGY_CLIENTS", "TERMINOLOGY_DEFINITIONS", "TERMINOLOGY_TEST_MONGODB_URI", "TERMINOLOGY_TX_SUITE"),
}


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page_and_heading(name: str) -> None:
    for link in LINK.findall(FENCE.sub("", PAGES[name])):
        target, _, anchor = link.partition("#")
        path = ((ROOT / name).parent / target).resolve() if target else ROOT / name
        assert path.exists(), link
        assert not anchor or anchor in anchors(path.read_text()), link


@pytest.mark.parametrize("name", CURRENT)
def test_a_page_has_one_title_and_a_readable_length(name: str) -> None:
    lines = FENCE.sub("", PAGES[name]).splitlines()
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    assert len(PAGES[name].splitlines()) <= MAX_LINES


def test_the_readme_links_to_every_page() -> None:
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in LINK.findall(PAGES["README.md"])}
    assert linked >= {path for path in FILES if path.name != "README.md"}


def test_an_example_in_json_is_json() -> None:
    for text in CURRENT.values():
        for language, example in FENCE.findall(text):
            if language == "json" and "…" not in example:
                json.loads(example)


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command by its words, such as `import hcpcs`."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), typer.main.get_command(app))]
    for words, command in waiting:
        if hasattr(command, "list_commands"):
            context = command.make_context(None, [], resilient_parsing=True)
            names = command.list_commands(context)
            waiting += [((*words, name), command.get_command(context, name)) for name in names]
        else:
            yield words, command


COMMANDS = dict(commands())
GROUPS = {words[:1] for words in COMMANDS if len(words) == 2}


@pytest.mark.parametrize("name", CURRENT)
def test_every_command_that_a_page_shows_exists_with_its_options(name: str) -> None:
    for line in COMMAND_LINE.findall(PAGES[name]):
        words = tuple(line.replace("&&", " ").split())
        known = next((words[:size] for size in (2, 1) if words[:size] in COMMANDS), None)
        if known is None:
            assert words[:1] in GROUPS, line
            assert len(words) == 1 or words[1].startswith(("KIND", "<")), line
            continue
        options = {option for item in COMMANDS[known].params for option in (*item.opts, *item.secondary_opts)}
        shown = {option.partition("=")[0] for option in re.findall(r"(?<=[\s\[|])--[a-z][a-z-]*", line)}
        assert shown <= options | {"--help"}, line


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_on_the_page_of_commands(words: tuple[str, ...]) -> None:
    page = PAGES["docs/commands.md"]
    full = " ".join(("terminology", *words))
    assert f"`{full}" in page or (words[0] == "import" and f"`{words[1]} FILE" in page)


def test_a_page_names_only_variables_that_exist() -> None:
    settings = {f"TERMINOLOGY_{name.upper()}" for name in Settings.model_fields}
    options = {str(item.envvar) for command in COMMANDS.values() for item in command.params if item.envvar}
    for name, text in CURRENT.items():
        assert set(VARIABLE.findall(text)) <= settings | options | OTHER_VARIABLES, name


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    """In the table of settings or, if larger input is refused, in that of limits."""
    variable = f"`TERMINOLOGY_{name.upper()}`"
    rows = [
        row
        for page in ("settings", "limits")
        for row in PAGES[f"docs/{page}.md"].splitlines()
        if row.startswith("| ") and variable in row
    ]
    assert len(rows) == 1
    default = Settings.model_fields[name].default
    if isinstance(default, bool):
        assert f"`{str(default).lower()}`" in rows[0]
    elif isinstance(default, str) and default:
        assert f"`{default}`" in rows[0]
    elif isinstance(default, int | float):
        mebibytes = f"{default / 2**20:g} MiB"
        assert re.search(rf"\b({default:,g}|{default:g}|{mebibytes})\b", rows[0])


def test_every_property_of_hcpcs_is_documented_with_its_type() -> None:
    page = PAGES["docs/hcpcs.md"]
    for item in PROPERTIES:
        (row,) = [row for row in page.splitlines() if row.startswith("| `") and f"`{item.code}`" in row.split(" | ")[0]]
        assert item.type in row.split(" | ")[1]


@pytest.mark.parametrize("alias", [*ALIASES, *NOTICED_ALIASES, *REPLACES])
def test_every_alias_of_hcpcs_is_documented(alias: str) -> None:
    assert f"`{alias}`" in PAGES["docs/hcpcs.md"] or alias == URL.replace("http:", "https:")


def test_every_value_set_of_hcpcs_is_documented() -> None:
    names = {item.header.url.rpartition("/")[2] for item in built_in_value_sets("")}
    shown = {name for name in names if f"{name}`" in PAGES["docs/hcpcs.md"]}
    assert {name for name in names - shown if not name.startswith("hcpcs-chapter-")} == set()
