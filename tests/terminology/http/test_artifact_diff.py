"""The difference of two served definitions."""

from fhir_resources.fhirpath_patch import apply_fhirpath_patch, read_fhirpath_patch
from fhir_resources.version import FhirVersion
from tests.builders.writing import Json, Server, code_system, value_set

URL = value_set()["url"]


def listed(version: str, *codes: str) -> Json:
    include = [{"system": code_system()["url"], "concept": [{"code": code} for code in codes]}]
    return value_set(f"v{version}", version=version, status="draft", compose={"include": include})


async def test_the_patch_of_two_versions_makes_the_one_of_the_other(running: Server, base: str) -> None:
    old, new = listed("1", "a", "b"), listed("2", "b", "c")
    for item in (old, new):
        await running.client.put(f"{base}/ValueSet/{item['id']}", json=item)
    query = {"source": f"{URL}|1", "target": f"{URL}|2"}
    answer = await running.client.get(f"{base}/$artifact-diff", params=query)
    assert answer.status_code == 200, answer.text
    version = FhirVersion.R4 if base == "/r4" else FhirVersion.R5
    assert apply_fhirpath_patch(old, read_fhirpath_patch(answer.json()), version) == new | {"id": old["id"]}
    about = await running.client.get(f"{base}/$artifact-diff", params=query | {"compareComputable": "false"})
    assert [item["part"][1]["valueString"] for item in about.json()["parameter"]] == ["ValueSet.version"]


async def test_missing_and_incomparable_definitions_are_refused(running: Server, base: str) -> None:
    await running.client.put(f"{base}/CodeSystem/c", json=code_system("c"))
    await running.client.put(f"{base}/ValueSet/v1", json=listed("1", "a"))
    ask = running.client.get
    missing = await ask(f"{base}/$artifact-diff", params={"source": f"{URL}|9", "target": f"{URL}|1"})
    assert missing.status_code == 404
    assert "there are 1" in missing.json()["issue"][0]["details"]["text"]
    other = await ask(f"{base}/$artifact-diff", params={"source": f"{URL}|1", "target": code_system()["url"]})
    assert other.status_code == 400
    refused = await ask(f"{base}/$artifact-diff", params={"source": URL, "target": URL, "compareExecutable": "true"})
    assert refused.status_code == 422
