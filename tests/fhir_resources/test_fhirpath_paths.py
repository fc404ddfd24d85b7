import pytest

from fhir_resources.fhirpath_paths import LONGEST_PATH, StepFailed, find_elements_at
from fhir_resources.version import FhirVersion

INCLUDES = [{"system": "a", "concept": [{"code": "x"}, {"code": "y", "display": "and 'so' on"}]}, {"system": "b"}]
VALUE_SET = {"resourceType": "ValueSet", "compose": {"include": INCLUDES}}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("ValueSet.compose.include.system", ["a", "b"]),
        ("ValueSet.compose.include[1].system", ["b"]),
        ("ValueSet.compose.include.concept.last().code", ["y"]),
        ("ValueSet.compose.include.concept.where(code = 'x').code", ["x"]),
        (r"ValueSet.compose.include.concept.where(code = 'y' and display = 'and \'so\' on').code", ["y"]),
        ("ValueSet.compose.include[7].system", []),
        ("ValueSet.status", []),
    ],
)
def test_a_path_selects_elements_in_order(path: str, values: list[str]) -> None:
    assert [found.value for found in find_elements_at(path, VALUE_SET, FhirVersion.R5)] == values


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("CodeSystem.status", "must begin with ValueSet"),
        ("ValueSet", "the whole resource"),
        ("ValueSet.compose.include.select(system)", "is not supported"),
        ("ValueSet.compose.include.where(system != 'a')", "is not supported"),
        ("ValueSet" + ".a" * LONGEST_PATH, "too long"),
    ],
)
def test_other_paths_are_refused(path: str, why: str) -> None:
    with pytest.raises(StepFailed, match=why):
        find_elements_at(path, VALUE_SET, FhirVersion.R5)
