import gc
import json
import tracemalloc

import pytest

from fhir_resources import code_system as code_system_format
from fhir_resources import code_system_parts, json_format, xml_format
from fhir_resources.code_system_parts import PIECE_BYTES, CodeSystemParts, in_chunks, parts_of, parts_of_text
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion
from terminology.core.model import CodeSystem, Coding, Concept, Designation, Property, Value
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of, concept_of

R4, R5 = FhirVersion.R4, FhirVersion.R5
ADDITIONAL = Designation("eins", "de", Coding("urn:u", "a"), (Coding("urn:u", "b"),))  # which R4 has as an extension
FLAT = code_system_of("a", Concept("b", "B", properties=(Property("p", Value("string", 'q"')),)), "c")
TREE = code_system_of(
    "root", "leaf", "branch", "twig", concept_of("last", "Last", ADDITIONAL), "other",
    nesting={"leaf": "root", "branch": "root", "twig": "branch", "last": "branch"},
)  # fmt: skip
SEVERAL = code_system_of("a", "b", "c", "d", nesting={"b": "a", "c": ("b", "a"), "d": ("a", "b")})
CODE_SYSTEMS = (FLAT, TREE, SEVERAL, code_system_of())


def joined(parts: CodeSystemParts) -> dict[str, object]:
    return json_format.loads(b"".join(parts.text()))


@pytest.mark.parametrize("code_system", CODE_SYSTEMS)
def test_the_parts_are_what_the_writer_writes(code_system: CodeSystem) -> None:
    complete = code_system_format.write(code_system)
    assert joined(parts_of(in_memory(code_system), R5)) == complete
    assert joined(parts_of(in_memory(code_system), R4)) == to_r4(complete)


@pytest.mark.parametrize("code_system", CODE_SYSTEMS)
@pytest.mark.parametrize("cut", [7, 10_000])
def test_a_text_that_was_received_comes_back_in_both_versions(code_system: CodeSystem, cut: int) -> None:
    complete = code_system_format.write(code_system) | {"copyrightLabel": "ours"}
    text = json.dumps(complete)
    pieces = [text[at : at + cut] for at in range(0, len(text), cut)]
    assert joined(parts_of_text(lambda: pieces, R5, R5)) == complete
    assert joined(parts_of_text(lambda: pieces, R5, R4)) == to_r4(complete)


def test_another_head_replaces_its_own() -> None:
    parts = parts_of(in_memory(FLAT), R5)
    assert json.loads(b"".join(parts.text({"id": "x"}))).keys() == {"id", "concept"}


def test_pieces_are_neither_tiny_nor_lost() -> None:
    pieces = list(in_chunks(b"x" * 1000 for _ in range(200)))
    assert sum(map(len, pieces)) == 200_000
    assert all(len(piece) >= PIECE_BYTES for piece in pieces[:-1])
    assert list(in_chunks([])) == []


@pytest.mark.parametrize("code_system", CODE_SYSTEMS)
@pytest.mark.parametrize("version", [R4, R5])
@pytest.mark.parametrize("longest", [1, 10_000])
def test_the_same_comes_as_xml(
    code_system: CodeSystem, version: FhirVersion, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_system_parts, "LONGEST_CHARACTERS", longest)
    complete = code_system_format.write(code_system)
    expected = xml_format.loads(xml_format.dumps(complete if version is R5 else to_r4(complete), version), version)
    in_memory_parts = parts_of(in_memory(code_system), version)
    received = parts_of_text(lambda: [json.dumps(complete)], R5, version)
    for parts in (in_memory_parts, received):
        assert xml_format.loads(b"".join(parts.xml(version)), version) == expected


def test_members_after_the_child_concepts_come_before_them_in_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_system_parts, "LONGEST_CHARACTERS", 10)
    below = {"code": "b", "concept": [{"code": "c"}], "display": "B"}
    complete = code_system_format.write(code_system_of()) | {
        "concept": [{"code": "a", "concept": [below], "display": "A"}]
    }
    parts = parts_of_text(lambda: [json.dumps(complete)], R5, R5)
    assert joined(parts) == complete
    assert xml_format.loads(b"".join(parts.xml(R5)), R5) == xml_format.loads(xml_format.dumps(complete, R5), R5)


@pytest.mark.parametrize("is_nested", [False, True])
def test_memory_does_not_grow_with_the_code_system(is_nested: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_system_parts, "LONGEST_CHARACTERS", 10_000)

    def least_peak(count: int) -> int:
        codes = [f"c{number}" for number in range(count)]
        code_system = code_system_of(*codes, nesting=dict.fromkeys(codes[1:], "c0") if is_nested else {})
        parts = parts_of(in_memory(code_system), R5)
        sum(map(len, parts.text()))  # what a code system in memory works out once
        peaks = []
        for _ in range(3):  # other threads of the test process allocate too, now and then
            gc.collect()
            tracemalloc.start()
            size = sum(map(len, parts.xml(R5) if is_nested else parts.text()))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert size > 30 * count
        return min(peaks)

    sizes = (3000, 9000)
    less, more = map(least_peak, sizes)
    assert more < less + 20 * (sizes[1] - sizes[0])  # the texts are a hundred bytes a concept; as dicts a kilobyte
