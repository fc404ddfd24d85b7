"""Successors of terminated codes, of small releases and of CMS's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from fhir_resources import concept_map, models
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL, hcpcs_header
from seed.hcpcs.replacements import CPT, replacement_maps
from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, Concept
from terminology.providers.generic import GenericCodeSystem, in_memory
from tests.builders.catalogue import concept_of
from tests.examples.releases import read_release

BASE = "https://terminology.example.org/fhir"
RELEASES = (
    "2017-annual/HCPC17_CONTR_ANWEB.txt",
    "2019-annual/HCPC2019_CONTR_ANWEB.txt",
    "2020-04-APR/anweb.xlsx",
    "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv",
)


def release(version: str, *concepts: Concept) -> GenericCodeSystem:
    return in_memory(CodeSystem(hcpcs_header(version, BASE), concepts))


def ended(code: str, *successors: str) -> Concept:
    return concept_of(code, f"Service {code}", terminationDate="2019-12-31", crossReference=successors)


def successors(map: ConceptMap) -> dict[tuple[str | None, str | None], list[tuple[str | None, str]]]:
    """By source code and target system: the targets, and the releases that state them."""
    return {
        (element.code, group.target): [(item.code, str(item.properties[0].value.content)) for item in element.targets]
        for group in map.groups
        for element in group.elements
    }


def one_map(*concepts: Concept) -> ConceptMap:
    (found,) = replacement_maps([release("2020-01", *concepts)], BASE)
    return found


def test_a_terminated_code_leads_to_its_cross_references_in_cms_order() -> None:
    found = one_map(ended("K0001", "E0002", "E0001"), concept_of("E0001", "Chair"))
    (element,) = found.groups[0].elements
    assert (found.groups[0].source, found.groups[0].target) == (URL, URL)
    assert (element.code, element.display) == ("K0001", "Service K0001")
    assert [(item.code, item.display, item.relationship) for item in element.targets] == [
        ("E0002", None, "related-to"),
        ("E0001", "Chair", "related-to"),
    ]


def test_properties_that_a_release_does_not_declare_count_too() -> None:
    code_system = CodeSystem(replace(hcpcs_header("2020-01", BASE), properties=()), (ended("K0001", "E0002"),))
    (found,) = replacement_maps([in_memory(code_system)], BASE)
    assert successors(found) == {("K0001", URL): [("E0002", "2020-01")]}


def test_cpt_codes_are_a_separate_group_and_have_no_text() -> None:
    found = one_map(ended("C8904", "77046", "0159T", "C8905"), ended("GA", "GX"))
    assert list(successors(found)) == [("GA", URL), ("C8904", URL), ("C8904", CPT)]
    cpt = next(group for group in found.groups if group.target == CPT)
    assert [(item.code, item.display) for item in cpt.elements[0].targets] == [("77046", None), ("0159T", None)]


def test_a_code_that_is_valid_has_no_successor() -> None:
    assert tuple(one_map(concept_of("B4105", crossReference="Q9994")).groups) == ()


def test_invalid_codes_are_left_out_as_described() -> None:
    found = one_map(ended("P7001", "CPT", "P7002"))
    assert successors(found) == {("P7001", URL): [("P7002", "2020-01")]}
    assert (found.header.description or "").endswith("A cross reference that has the form of no code is left out.")


def test_the_latest_map_includes_codes_of_older_releases() -> None:
    maps = replacement_maps(
        [release("2020-04", ended("A0002", "A0003")), release("2020-01", ended("A0001", "A0002"))], BASE
    )
    assert [item.header.version for item in maps] == ["2020-01", "2020-04"]
    assert successors(maps[0]) == {("A0001", URL): [("A0002", "2020-01")]}
    assert successors(maps[1]) == {("A0001", URL): [("A0002", "2020-01")], ("A0002", URL): [("A0003", "2020-04")]}


def test_a_later_release_corrects_withdraws_and_reactivates() -> None:
    first = release("2020-01", ended("C9468", "J7023"), ended("E0628", "Q0078"), ended("J1440", "J1442"))
    last = release("2020-04", ended("C9468", "J7203"), ended("E0628"), concept_of("J1440", "Something else"))
    assert successors(replacement_maps([first, last], BASE)[1]) == {("C9468", URL): [("J7203", "2020-04")]}


def test_a_code_that_ends_again_links_to_its_newer_replacement() -> None:
    first, between = release("2020-01", ended("A0001", "A0002")), release("2020-04", concept_of("A0001"))
    last = release("2020-07", ended("A0001", "A0003"))
    assert successors(replacement_maps([first, between, last], BASE)[2]) == {("A0001", URL): [("A0003", "2020-07")]}


@pytest.fixture(scope="module")
def maps(shared_data: Path) -> tuple[ConceptMap, ...]:
    paths = [shared_data / "releases" / name for name in RELEASES]
    return replacement_maps([in_memory(read_release(path).code_system) for path in paths], BASE)


def test_cms_releases_give_a_map_each(maps: tuple[ConceptMap, ...]) -> None:
    counted = [(item.header.version, *(len(group.elements) for group in item.groups)) for item in maps]
    assert counted == [("2017-01", 72, 8), ("2019-01", 111, 25), ("2020-04", 121, 25), ("2025-10", 157, 41)]


def test_cms_successors_are_found_in_the_release_that_states_them(maps: tuple[ConceptMap, ...]) -> None:
    first, annual, _, last = map(successors, maps)
    assert last["C9041", URL] == [("J7169", "2025-10")]
    assert last["C1204", URL] == [("A9520", "2017-01")]  # dropped from the file with the others that ended in 2013
    assert last["C8904", CPT] == [("77046", "2025-10")]
    assert (annual["C9468", URL], last["C9468", URL]) == ([("J7023", "2019-01")], [("J7203", "2025-10")])
    assert first["E0628", URL] == [("Q0078", "2017-01")]
    assert ("E0628", URL) not in last


@pytest.mark.parametrize("number", range(len(RELEASES)))
def test_every_map_is_valid_in_r5_and_r4(maps: tuple[ConceptMap, ...], number: int) -> None:
    resource = concept_map.write(maps[number])
    assert models.check(resource, FhirVersion.R5) == ()
    assert models.check(to_r4(resource), FhirVersion.R4) == ()
