"""`python -m benchmarks.large_code_system FILE`: writes a code system of 400,000 concepts in five levels.

Each has three designations and its parent as the property `parent`; the levels follow each other.

FHIR R5 JSON, the same bytes in every run. Its texts are as long as those of large clinical code systems and mostly
distinct, so that no server can share them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import orjson

CONCEPTS = 400_000
SYSTEM = "http://example.org/CodeSystem/large"
HEAD = {
    "resourceType": "CodeSystem",
    "id": "large",
    "url": SYSTEM,
    "version": "1",
    "name": "Large",
    "status": "active",
    "caseSensitive": True,
    "content": "complete",
    "hierarchyMeaning": "is-a",
    "property": [{"code": "parent", "uri": "http://hl7.org/fhir/concept-properties#parent", "type": "code"}],
}
BRANCHES = 25  # children of each: 1 + 25 + 625 + 15,625 + 390,625 would be five complete levels
USE = {"system": "http://snomed.info/sct", "code": "900000000000013009", "display": "Synonym"}
FINDINGS = ("Fracture", "Sprain", "Burn", "Laceration", "Neoplasm", "Inflammation", "Infection", "Stenosis", "Anomaly")
QUALITIES = ("acute", "chronic", "recurrent", "congenital", "traumatic", "secondary", "unspecified", "bilateral")
PLACES = ("hand", "wrist", "forearm", "elbow", "shoulder", "ankle", "knee", "hip", "spine", "skull", "rib", "pelvis")


def write(file: Path, concepts: int = CONCEPTS) -> None:
    with file.open("wb") as out:
        out.write(orjson.dumps(HEAD)[:-1] + b',"concept":[')
        for number, concept in enumerate(generated(concepts)):
            out.write(b",\n" * bool(number) + orjson.dumps(concept))
        out.write(b"]}")


def generated(concepts: int) -> Iterator[dict[str, object]]:
    for number in range(concepts):
        what, how, where = (words[number // step % len(words)] for words, step in
                            ((FINDINGS, 1), (QUALITIES, 9), (PLACES, 72)))  # fmt: skip
        display = f"{what} of {where}, {how}, stage {number // 864}"
        designations = (
            (f"{how} {what.lower()} of the {where} ({number // 864})", "en"),
            (f"{what} {where} {how} {number}", "en-US"),
            (f"{what} am Ort {where}, {how}, Stadium {number // 864}", "de"),
        )
        concept: dict[str, object] = {
            "code": code_of(number),
            "display": display,
            "designation": [{"language": language, "use": USE, "value": value} for value, language in designations],
        }
        if number:
            concept["property"] = [{"code": "parent", "valueCode": code_of((number - 1) // BRANCHES)}]
        yield concept


def code_of(number: int) -> str:
    return str(100_000_000 + number * 7)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
