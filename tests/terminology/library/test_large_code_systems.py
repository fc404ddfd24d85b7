import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources import code_system, json_format
from fhir_resources.json_window import ELEMENTS_AT_ONCE
from terminology.core.model import CodeSystem, Concept
from terminology.index.plain_concepts import PlainConcept
from terminology.library import large_code_systems
from terminology.library.compressed_text import compressed_text
from terminology.library.large_code_systems import read_header, read_in_parts

CODES = ELEMENTS_AT_ONCE * 2 + 7


def resource() -> dict[str, Any]:
    use = {"system": "http://snomed.info/sct", "code": "900000000000013009"}
    concepts: list[dict[str, Any]] = [
        {
            "code": str(number),
            "designation": [{"language": "de", "use": use, "value": f"Zahl {number}"}],
            "property": [{"code": "even", "valueBoolean": number % 2 == 0}, {"code": "half", "valueDecimal": 1.50}],
        }
        for number in range(CODES)
    ]
    concepts[0]["concept"] = [{"code": "below", "display": "first"}]
    concepts[-1]["concept"] = [{"code": "below", "display": "second"}, {"code": "0"}]
    return {
        "resourceType": "CodeSystem",
        "url": "http://example.org/numbers",
        "concept": concepts,
        "status": "active",
        "content": "complete",
        "title": "Numbers",
    }


def read(text: str, piece: int = 1000) -> CodeSystem:
    """All of it, in pieces of this many characters."""
    concepts: dict[str, Concept] = {}
    codes: list[str] = []

    def place(code: str) -> int | None:
        if code in codes:
            return None
        codes.append(code)
        return len(codes) - 1

    def add(ordinal: int, concept: Concept | PlainConcept) -> None:
        assert codes[ordinal] == concept.code
        assert concept.code not in concepts
        concepts[concept.code] = concept.concept() if isinstance(concept, PlainConcept) else concept

    pieces = [text[at : at + piece] for at in range(0, len(text), piece)]
    parents = read_in_parts(pieces, code_system.read, place, add)
    header = read_header(compressed_text(text.encode()), code_system.read)
    return CodeSystem(header, tuple(concepts[code] for code in codes), parents)


def test_reading_in_parts_gives_what_reading_at_once_gives() -> None:
    assert read(json.dumps(resource())) == code_system.read(resource())


TEXT = st.sampled_from(["a", "b c", "é"])
CODING = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("system", "code", "version", "display"), TEXT) | {"userSelected": st.booleans()}
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "valueCode": TEXT,
    "valueString": TEXT,
    "valueInteger": st.integers(0, 2),
    "valueBoolean": st.booleans(),
    "valueDateTime": st.sampled_from(["2020", "2020-01-31"]),
    "valueDecimal": st.sampled_from([Decimal("1.50"), Decimal("1.5")]),
    "valueCoding": CODING,
}
PROPERTY = st.one_of(
    *(st.fixed_dictionaries({"code": TEXT, name: values}, optional={"id": TEXT}) for name, values in VALUES.items())
)
EXTENSION = st.fixed_dictionaries({"url": TEXT, "valueCode": TEXT})
DESIGNATION = st.fixed_dictionaries(
    {"value": TEXT},
    optional={"language": TEXT | st.none(), "use": CODING | st.none(), "extension": st.lists(EXTENSION, max_size=1)}
    | {"additionalUse": st.lists(CODING, max_size=1)},
)
CONCEPT = st.deferred(
    lambda: st.fixed_dictionaries(
        {"code": TEXT},
        optional={
            "display": TEXT | st.none(),
            "definition": TEXT,
            "designation": st.lists(DESIGNATION, max_size=2),
            "property": st.lists(PROPERTY, max_size=2),
            "extension": st.lists(EXTENSION, max_size=1),
            "concept": st.lists(CONCEPT, max_size=2),
            "id": TEXT,
        },
    )
)


@given(st.lists(CONCEPT, max_size=4), st.sampled_from([1, 40, 10_000]))
def test_concepts_read_in_parts_equal_those_read_at_once(concepts: list[Any], longest: int) -> None:
    full = resource() | {"concept": concepts}
    expected = code_system.read(full)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_code_systems, "LONGEST_CHARACTERS", longest)
        found = read(json_format.dumps(full).decode(), 50)
    assert found == expected
    assert repr(found.concepts) == repr(expected.concepts)  # true and 1, 1.5 and 1.50 are equal, and not the same


def test_equal_codings_of_plain_concepts_are_one_object() -> None:
    use = {"system": "http://snomed.info/sct", "code": "900000000000013009"}
    plain = [{"code": str(number), "designation": [{"use": use, "value": "x"}]} for number in range(CODES)]
    concepts = read(json.dumps(resource() | {"concept": plain})).concepts
    assert concepts[0].designations[0].use is concepts[-1].designations[0].use
