"""A new folder below `seed/` is a new source: nothing outside of it has to change."""

import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import seed
from fhir_resources.code_system_parts import parts_of
from fhir_resources.version import FhirVersion
from seed.registry import SOURCES
from terminology.core.catalogue import Catalogue
from terminology.core.errors import InvalidValueSet, NotSupported
from terminology.core.model import Coding
from terminology.core.requests import SubsumesRequest
from terminology.library import snapshots
from terminology.library.loading import Loaded
from terminology.library.resources import ResourceIndex
from terminology.operations.subsumes import subsumes
from tests.builders.catalogue import all_of, filtered, imports, value_set_of
from tests.builders.operations import expanded_codes, expansion_of, looked_up, validation_of
from tests.examples import numbers_source
from tests.examples.numbers_source import COUNT, URL

UNDER_12, UNDER_1 = f"{URL}?fhir_vs=under/12", f"{URL}?fhir_vs=under/1"
NEWS = """
from dataclasses import replace
from seed.hcpcs.source import SOURCE as HCPCS
SOURCE = replace(HCPCS, kind="{kind}", title="News", reads={reads}, systems=(), main_paths=("/CodeSystem/news",))
"""


def registry_with(monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    """The registry with these additional folders below `seed/`."""
    monkeypatch.setattr(seed, "__path__", [*seed.__path__, str(folder)])
    return runpy.run_path(str(Path(seed.__file__).with_name("registry.py")))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalogue, ResourceIndex]]:
    """The R5 content with the folder `numbers` below `seed/`."""
    folder = tmp_path_factory.mktemp("seed")
    (folder / "numbers").mkdir()
    (folder / "numbers" / "__init__.py").touch()
    shutil.copy(numbers_source.__file__, folder / "numbers" / "source.py")
    with pytest.MonkeyPatch.context() as monkeypatch:
        registry = registry_with(monkeypatch, folder)
        monkeypatch.setattr(snapshots, "PUBLIC", registry["PUBLIC"])
        monkeypatch.setattr(snapshots, "SYSTEMS", registry["SYSTEMS"])
        snapshots._public_providers.cache_clear()
        snapshot = snapshots.snapshots_of(Loaded(), "https://terminology.example.org/fhir")[FhirVersion.R5]
        snapshots._public_providers.cache_clear()
        yield snapshot.catalogue, snapshot.resources


@pytest.fixture
def catalogue(served: tuple[Catalogue, ResourceIndex]) -> Catalogue:
    return served[0]


def ruled(rule: str) -> Any:
    return filtered(("rule", "=", rule), system=URL)


def test_each_folder_with_a_source_is_registered_after_what_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, reads in (("a_news", '("z-news",)'), ("z_news", '("rbcs",)')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        text = NEWS.format(kind=name.replace("_", "-"), reads=reads)
        (tmp_path / name / "source.py").write_text(text, encoding="utf-8")
    kinds = list(registry_with(monkeypatch, tmp_path)["SOURCES"])
    assert kinds == [*SOURCES, "z-news", "a-news"]


def test_two_million_numbers_are_looked_up_and_validated_without_being_listed(catalogue: Catalogue) -> None:
    assert looked_up(catalogue, "1234567", system=URL).display == "Number 1,234,567"
    assert subsumes(catalogue, SubsumesRequest(URL, None, "12", "123456")).outcome == "subsumes"
    assert validation_of(catalogue, UNDER_12, Coding(URL, "123456")).is_valid
    assert not validation_of(catalogue, UNDER_12, Coding(URL, "223456")).is_valid
    assert not validation_of(catalogue, UNDER_12, Coding(URL, str(COUNT))).is_valid


@pytest.mark.parametrize(
    ("value_set", "total", "first"),
    [
        (f"{URL}?fhir_vs", COUNT, "0"),
        (UNDER_12, 111_111, "12"),
        (value_set_of(ruled("under 1 but not under 12")), 1_000_000, "1"),
        (value_set_of(ruled("under 12 or under 9")), 222_222, "9"),
        (value_set_of(all_of(system=URL), exclude=(imports(UNDER_1),)), COUNT - 1_111_111, "0"),
        (value_set_of(imports(UNDER_12), ruled("under 12 or under 13")), 222_222, "12"),
    ],
)
def test_its_value_sets_are_expanded_in_pages(catalogue: Catalogue, value_set: Any, total: int, first: str) -> None:
    found = expansion_of(catalogue, value_set, count=5)
    assert (found.total, len(found.contains), found.contains[0].code) == (total, 5, first)


def test_expressions_outside_its_language_are_refused_with_its_message(catalogue: Catalogue) -> None:
    with pytest.raises(NotSupported, match="has the filter 'rule'"):
        expanded_codes(catalogue, value_set_of(filtered(("concept", "is-a", "1"), system=URL)), count=5)
    with pytest.raises(InvalidValueSet, match="'below 1' is no rule"):
        expanded_codes(catalogue, value_set_of(ruled("below 1")), count=5)


def test_its_provider_defines_the_search(catalogue: Catalogue) -> None:
    assert expanded_codes(catalogue, f"{URL}?fhir_vs", filter="1234567", count=5) == ["1234567"]
    assert expansion_of(catalogue, f"{URL}?fhir_vs", filter="number", count=5).total == COUNT


def test_its_resource_names_no_concepts(served: tuple[Catalogue, ResourceIndex]) -> None:
    (provider,) = served[0].code_systems[URL]
    assert b"".join(parts_of(provider, FhirVersion.R4).text()).count(b"concept") == 0
    (entry,) = (entry for entry in served[1].entries("CodeSystem") if entry.header.url == URL)
    assert "concept" not in entry.make()


def test_two_folders_cannot_declare_one_kind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("news", "newer"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        (tmp_path / name / "source.py").write_text(NEWS.format(kind="copied-news", reads=()))
    with pytest.raises(ValueError, match="declare the kind 'copied-news': seed/newer, seed/news"):
        registry_with(monkeypatch, tmp_path)
