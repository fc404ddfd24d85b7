"""Implausible HCPCS releases: invented ones, and truncated ones of CMS."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from seed.hcpcs.code_system import hcpcs_header
from seed.hcpcs.plausibility import find_problems
from seed.hcpcs.releases import load_hcpcs
from seed.release import Release, Source
from seed.sources import Previous
from terminology.core.model import CodeSystem, Concept
from tests.builders.catalogue import concept_of
from tests.examples.all_releases import FILES, load_all

MODIFIER = concept_of("KX", kind="modifier")


def procedure(code: str, **dates: str) -> Concept:
    return concept_of(code, kind="procedure", chapter=code[0], **dates)


def release(version: str, *concepts: Concept, name: str = "a.txt") -> Release:
    return Release(CodeSystem(hcpcs_header(version, "b"), (*concepts, MODIFIER)), Source(name, "00", 1), len(concepts))


def problems_of(new: Release, previous: Previous | None = None) -> list[tuple[str, str | None]]:
    return [(problem.text, problem.unless) for problem in find_problems(previous or Previous(), new)]


def test_a_code_that_ended_before_the_release_may_be_dropped() -> None:
    old = release("2024-01", procedure("A0001", terminationDate="2023-12-31"), procedure("A0002"))
    assert problems_of(release("2024-04", procedure("A0002")), Previous(older=old.code_system)) == []


def test_an_open_code_that_is_missing_is_named() -> None:
    codes = [procedure(f"A{number:04}", terminationDate="2024-04-01") for number in range(100)]
    old = release("2024-01", *codes)
    text = "1 of the 100 open procedure codes of release 2024-01 are missing from release 2024-04: A0000"
    assert problems_of(release("2024-04", *codes[1:]), Previous(older=old.code_system)) == [(text, None)]


def test_a_code_that_ends_before_it_begins_is_impossible() -> None:
    wrong = procedure("A0001", addedDate="2024-01-01", terminationDate="2023-12-31")
    text = "1 codes of release 2024-01 end before they begin: A0001"
    assert problems_of(release("2024-01", wrong)) == [(text, "--accept-incomplete")]


@pytest.mark.parametrize(
    ("loaded", "name", "is_worse"),
    [
        ("x.txt", "x.xlsx", True),
        ("x.txt", "x.csv", True),
        ("x.xlsx", "x.txt", False),
        ("x.csv", "y.csv", False),
        ("HCPC2023_JAN_ANWEB_v3.xlsx", "HCPC2023_JAN_ANWEB_v2.xlsx", True),
        ("HCPC2023_JAN_ANWEB_v2.txt", "HCPC2023_JAN_ANWEB_v3.xlsx", False),
    ],
)
def test_a_worse_source_does_not_silently_replace_a_better_one(loaded: str, name: str, is_worse: bool) -> None:
    sources = (replace(Source(loaded, "00", 1)),)
    found = problems_of(release("2023-01", procedure("A0001"), name=name), Previous(same_sources=sources))
    text = f"release 2023-01 is loaded from {loaded}, a better source than {name}"
    assert found == ([(text, "--replace")] if is_worse else [])


def test_cms_releases_follow_each_other_without_a_problem_but_for_missing_modifiers(shared_data: Path) -> None:
    releases = load_all(shared_data)
    for older, newer in pairwise(releases):
        new = Release(newer, Source("x.txt", "00", 1), 0)
        no_modifiers = [("release 2024-07 has no modifier, so it says nothing about modifiers", None)]
        expected = no_modifiers if newer.header.version == "2024-07" else []
        assert problems_of(new, Previous(older=older)) == expected


@cache
def cut_short(shared_data: Path) -> Release:
    path = shared_data / "releases" / FILES["2025-10"]
    lines = path.read_bytes().splitlines(keepends=True)
    return load_hcpcs([(str(path), b"".join(lines[:4000]))], canonical_base="b").releases[0]


def test_a_truncated_release_is_implausible_and_the_missing_codes_are_named(shared_data: Path) -> None:
    found = problems_of(cut_short(shared_data), Previous(older=load_all(shared_data)[-2]))
    refusing = [text for text, unless in found if unless == "--accept-incomplete"]
    assert "of the 6,975 open procedure codes of release 2024-07 are missing from release 2025-10" in refusing[0]
    assert any(text.startswith("Chapter V has vanished from release 2025-10") for text in refusing)
