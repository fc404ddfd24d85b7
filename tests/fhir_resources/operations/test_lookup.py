"""CodeSystem/$lookup as FHIR Parameters."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from fhir_resources.operation_definitions import LOOKUP, R4
from fhir_resources.operations import lookup
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.model import CodeSystemHeader, Coding, Designation, Extension, Value
from terminology.core.requests import Context, LookupRequest
from terminology.core.results import DescribedProperty, DescribedText, LookupResult

SYSTEM = "http://example.org/hcpcs"
Json = dict[str, Any]


def read(*values: tuple[str, Any]) -> LookupRequest:
    return lookup.read(Parameters(LOOKUP, (Parameter(name, value) for name, value in values)), Context())


def result(**changes: Any) -> LookupResult:
    known: dict[str, Any] = {
        "code_system": CodeSystemHeader(url=SYSTEM, version="2025-10", name="HCPCS"),
        "code": "J3111",
        "display": "Injection",
        "definition": None,
        "is_abstract": False,
        "designations": (),
        "properties": (),
    }
    return LookupResult(**known | changes)


def test_a_code_is_validated_with_its_system() -> None:
    asked = read(("system", SYSTEM), ("code", "J3111"), ("version", "2025-10"), ("property", "a"), ("property", "b"))
    assert asked == LookupRequest(SYSTEM, "J3111", "2025-10", ("a", "b"))


def test_a_coding_says_the_same() -> None:
    assert read(("coding", {"system": SYSTEM, "code": "J3111", "version": "2025-10"})) == LookupRequest(
        SYSTEM, "J3111", "2025-10"
    )


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ((), "system"),
        ((("code", "J3111"),), "system"),
        ((("system", SYSTEM),), "code"),
        ((("coding", {"code": "J3111"}),), "system"),
        ((("coding", {"system": SYSTEM}),), "code"),
    ],
)
def test_missing_parts_are_named(values: tuple[tuple[str, Any], ...], missing: str) -> None:
    with pytest.raises(BadRequest) as error:
        read(*values)
    assert error.value.issues[0].text == f"The parameter {missing} is missing"


def test_a_coding_that_contradicts_the_code_is_refused() -> None:
    coding = {"system": SYSTEM, "code": "J3111"}
    assert read(("code", "J3111"), ("coding", coding)) == LookupRequest(SYSTEM, "J3111")
    with pytest.raises(BadRequest) as error:
        read(("code", "J3112"), ("coding", coding))
    assert error.value.issues[0].expression == ("code", "coding")


def test_a_coding_takes_precedence_over_system_and_version() -> None:
    coding = {"system": SYSTEM, "code": "J3111", "version": "2025-10"}
    assert read(("system", "urn:oid:1.2.3"), ("version", "9"), ("coding", coding)) == LookupRequest(
        SYSTEM, "J3111", "2025-10"
    )


def test_the_least_answer_is_sound(sound: Callable[[Json], Json]) -> None:
    answer = sound(lookup.write(result(code_system=CodeSystemHeader(url=SYSTEM))))
    assert answer["parameter"] == [
        {"name": "name", "valueString": SYSTEM},
        {"name": "display", "valueString": "Injection"},
        {"name": "system", "valueUri": SYSTEM},
        {"name": "code", "valueCode": "J3111"},
        {"name": "abstract", "valueBoolean": False},
    ]


def test_a_designation_of_a_supplement_names_it_and_a_text_of_some_releases_names_them(
    sound: Callable[[Json], Json],
) -> None:
    texts = (DescribedText("Cane", ("2017-01", "2019-01")),)
    sources = (None, "http://example.org/supplement|1")
    designations = (Designation("a"), Designation("b"))
    answer = sound(lookup.write(result(designations=designations, designation_sources=sources, texts=texts)))
    parts = [item["part"] for item in answer["parameter"] if item["name"] in ("designation", "property")]
    assert parts == [
        [{"name": "value", "valueString": "a"}],
        [{"name": "value", "valueString": "b"}, {"name": "source", "valueCanonical": sources[1]}],
        [
            {"name": "code", "valueCode": "history"},
            {"name": "value", "valueString": "Cane"},
            {
                "name": "subproperty",
                "part": [
                    {"name": "code", "valueCode": "releases"},
                    {"name": "value", "valueString": "2017-01, 2019-01"},
                ],
            },
        ],
    ]


def test_an_answer_with_everything_is_sound(sound: Callable[[Json], Json]) -> None:
    use = Coding("http://example.org/uses", "summary", display="Summary")
    designations = (
        Designation("Spritze", "de"),
        Designation("- one\n- two", "en", use, (Coding("http://example.org/uses", "other"),)),
    )
    properties = (
        DescribedProperty("coverage", Value("code", "C"), "carrier judgment"),
        DescribedProperty("addedDate", Value("dateTime", "2019-10-01")),
        DescribedProperty("inactive", Value("boolean", False)),
        DescribedProperty("units", Value("integer", 0)),
        DescribedProperty("weight", Value("decimal", Decimal("1.10"))),
        DescribedProperty("text", Value("string", "some"), None, "http://example.org/supplement|1"),
        DescribedProperty("use", Value("Coding", use)),
    )
    answer = sound(lookup.write(result(definition="A thing", designations=designations, properties=properties)))
    parts = [item["part"] for item in answer["parameter"] if item["name"] == "designation"]
    assert [part["name"] for part in parts[1]] == ["language", "use", "additionalUse", "value"]
    in_r4 = lookup.write(result(designations=designations), R4)
    assert "additionalUse" not in str(in_r4)
    described = [item["part"] for item in answer["parameter"] if item["name"] == "property"]
    assert described[0] == [
        {"name": "code", "valueCode": "coverage"},
        {"name": "value", "valueCode": "C"},
        {"name": "description", "valueString": "carrier judgment"},
    ]
    assert described[5][-1] == {"name": "source", "valueCanonical": "http://example.org/supplement|1"}
    assert {"name": "definition", "valueString": "A thing"} in answer["parameter"]


def test_a_narrative_has_its_supplement_and_provenance() -> None:
    facts = (
        Extension("status", Value("code", "approved")),
        Extension("source", Value("uri", "https://example.org")),
    )
    narrative = Extension("http://base/StructureDefinition/procedure-narrative", extensions=facts)
    designations = (Designation("Text.", "en", extensions=(narrative,)), Designation("x", extensions=(facts[0],)))
    answer = lookup.write(result(designations=designations, designation_sources=("http://supplement|1",)))
    first, second = (item for item in answer["parameter"] if item["name"] == "designation")
    assert first["part"][-1] == {"name": "source", "valueCanonical": "http://supplement|1"}
    assert first["extension"][0]["url"] == narrative.url
    assert first["extension"][0]["extension"] == [
        {"url": "status", "valueCode": "approved"},
        {"url": "source", "valueUri": "https://example.org"},
    ]
    assert "extension" not in second
