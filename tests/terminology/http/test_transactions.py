from typing import Any

import httpx
import pytest

from tests.builders.writing import Json, Server, code_system, value_set


def entry(method: str, url: str, resource: Json | None = None, **request: str) -> Json:
    made: Json = {"request": {"method": method, "url": url, **request}}
    return made | ({"resource": resource} if resource is not None else {})


async def send(running: Server, base: str, *entries: Json, kind: str = "transaction") -> httpx.Response:
    bundle = {"resourceType": "Bundle", "type": kind, "entry": list(entries)}
    return await running.client.post(base, json=bundle)


def statuses(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["response"]["status"][:3] for item in answer.json()["entry"]]


async def total(running: Server, base: str) -> int:
    count: int = (await running.client.get(f"{base}/_history")).json()["total"]
    return count


async def test_everything_is_written_at_once_and_answered_in_the_order_of_the_request(
    running: Server, base: str
) -> None:
    old = (await running.client.post(f"{base}/ValueSet", json=value_set(url="https://a.example.org/old"))).json()
    answer = await send(
        running,
        base,
        entry("GET", "CodeSystem/mine"),
        entry("PUT", "CodeSystem/mine", code_system("mine")),
        entry("POST", "ValueSet", value_set()),
        entry("DELETE", f"ValueSet/{old['id']}"),
    )
    assert statuses(answer) == ["200", "201", "201", "204"]
    bundle = answer.json()
    assert bundle["type"] == "transaction-response"
    assert bundle["entry"][0]["resource"]["id"] == "mine"
    assert bundle["entry"][1]["response"]["location"].endswith("CodeSystem/mine/_history/1")
    assert bundle["entry"][2]["response"]["etag"] == 'W/"1"'
    assert await total(running, base) == 4


async def test_a_failure_of_the_last_entry_rolls_back_everything(running: Server, base: str) -> None:
    answer = await send(
        running,
        base,
        *(entry("POST", "ValueSet", value_set(version=f"{number}")) for number in range(20)),
        entry("PUT", "CodeSystem/mine", code_system("other")),
    )
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["expression"][0].startswith("Bundle.entry[20]")
    assert await total(running, base) == 0
    assert (await running.client.get(f"{base}/ValueSet?url=https://a.example.org/ValueSet/x")).json()["total"] == 0


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        (entry("PUT", "ValueSet/x", value_set("x"), ifMatch='W/"7"'), 412),
        (entry("POST", "ValueSet", value_set(version="2")), 409),
        (entry("POST", "ValueSet", {"resourceType": "ValueSet"}), 400),
        (entry("POST", "ValueSet"), 400),
        (entry("PUT", "CodeSystem/y", value_set("y")), 400),
        (entry("POST", "Patient", {"resourceType": "Patient"}), 404),
        (entry("FLY", "ValueSet"), 400),
        (entry("POST", ""), 415),
        ({"request": {"method": "POST"}}, 400),
    ],
)
async def test_an_entry_that_fails_is_the_answer(running: Server, base: str, bad: Json, status: int) -> None:
    await running.client.post(f"{base}/ValueSet", json=value_set(version="2"))
    before = await total(running, base)
    answer = await send(running, base, entry("POST", "CodeSystem", code_system()), bad)
    assert answer.status_code == status, answer.text
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert await total(running, base) == before


async def test_a_read_that_finds_nothing_undoes_nothing(running: Server, base: str) -> None:
    answer = await send(running, base, entry("POST", "CodeSystem", code_system()), entry("GET", "ValueSet/nothing"))
    assert statuses(answer) == ["201", "404"]


async def test_two_entries_about_one_resource_are_refused(running: Server, base: str) -> None:
    answer = await send(
        running,
        base,
        entry("PUT", "ValueSet/x", value_set("x")),
        entry("DELETE", "ValueSet/x"),
    )
    assert answer.status_code == 400
    assert "both concern ValueSet/x" in answer.text


async def test_a_url_and_version_is_unique_within_a_transaction_too(running: Server, base: str) -> None:
    answer = await send(running, base, *(entry("POST", "ValueSet", value_set()) for _ in range(2)))
    assert answer.status_code == 409
    assert await total(running, base) == 0


async def test_a_url_and_version_can_change_hands_in_one_transaction(running: Server, base: str) -> None:
    old = (await running.client.post(f"{base}/ValueSet", json=value_set())).json()
    answer = await send(running, base, entry("POST", "ValueSet", value_set()), entry("DELETE", f"ValueSet/{old['id']}"))
    assert statuses(answer) == ["201", "204"]
    found = (await running.client.get(f"{base}/ValueSet?url=https://a.example.org/ValueSet/x")).json()
    assert found["total"] == 1
    assert found["entry"][0]["resource"]["id"] != old["id"]


async def test_references_between_entries_become_addresses(running: Server, base: str) -> None:
    urn = "urn:uuid:5ac34a0c-0f3b-4f4b-8f5e-0f5f2a1a2b3c"
    reference = {"url": "https://a.example.org/source", "valueReference": {"reference": urn}}
    answer = await send(
        running,
        base,
        entry("POST", "ValueSet", value_set(extension=[reference])),
        {"fullUrl": urn, **entry("POST", "CodeSystem", code_system())},
    )
    assert statuses(answer) == ["201", "201"]
    first, second = (item["resource"] for item in answer.json()["entry"])
    assert first["extension"][0]["valueReference"]["reference"] == f"CodeSystem/{second['id']}"


async def test_conditional_references_resolve_to_the_found_resource(running: Server, base: str) -> None:
    there = (await running.client.post(f"{base}/CodeSystem", json=code_system())).json()
    urn = "urn:uuid:5ac34a0c-0f3b-4f4b-8f5e-0f5f2a1a2b3c"
    reference = {"url": "https://a.example.org/source", "valueReference": {"reference": urn}}
    condition = "url=https://a.example.org/CodeSystem/c"
    answer = await send(
        running,
        base,
        {"fullUrl": urn, **entry("POST", "CodeSystem", code_system(), ifNoneExist=condition)},
        entry("POST", "ValueSet", value_set(extension=[reference])),
    )
    assert statuses(answer) == ["200", "201"]
    made = answer.json()["entry"][1]["resource"]
    assert made["extension"][0]["valueReference"]["reference"] == f"CodeSystem/{there['id']}"


async def test_each_entry_needs_its_scope(running: Server, base: str) -> None:
    limited = await running.key("system/ValueSet.c")
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [entry("POST", "ValueSet", value_set()), entry("POST", "CodeSystem", code_system())],
    }
    answer = await running.client.post(base, json=bundle, headers=limited)
    assert answer.status_code == 403
    assert await total(running, base) == 0
    del running.client.headers["Authorization"]
    assert (await running.client.post(base, json=bundle)).status_code == 401


async def test_a_patch_is_an_entry_too(running: Server, base: str) -> None:
    await running.client.put(f"{base}/ValueSet/x", json=value_set("x"))
    parts: list[Any] = [
        {"name": "type", "valueCode": "add"},
        {"name": "path", "valueString": "ValueSet"},
        {"name": "name", "valueString": "title"},
        {"name": "value", "valueString": "T"},
    ]
    patch = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}
    answer = await send(running, base, entry("PATCH", "ValueSet/x", patch))
    assert statuses(answer) == ["200"]
    assert (await running.client.get(f"{base}/ValueSet/x")).json()["title"] == "T"


async def test_an_empty_transaction_writes_nothing(running: Server, base: str) -> None:
    answer = await running.client.post(base, json={"resourceType": "Bundle", "type": "transaction"})
    assert answer.status_code == 200
    assert answer.json() == {"resourceType": "Bundle", "type": "transaction-response"}


async def test_in_a_batch_each_entry_is_written_for_itself(running: Server, base: str) -> None:
    answer = await send(
        running,
        base,
        entry("POST", "ValueSet", value_set()),
        entry("POST", "ValueSet", value_set()),
        entry("PUT", "CodeSystem/mine", code_system("mine")),
        entry("DELETE", "ValueSet/never"),
        kind="batch",
    )
    assert statuses(answer) == ["201", "409", "201", "204"]
    assert answer.json()["entry"][2]["response"]["location"].endswith("CodeSystem/mine/_history/1")


async def test_a_write_inside_a_batch_needs_a_principal(running: Server, base: str) -> None:
    del running.client.headers["Authorization"]
    answer = await send(running, base, entry("POST", "ValueSet", value_set()), entry("GET", "ValueSet"), kind="batch")
    assert statuses(answer) == ["401", "200"]


async def test_value_sets_that_include_each_other_are_refused_together(running: Server, base: str) -> None:
    urls = [f"https://a.example.org/ValueSet/{name}" for name in "ab"]
    sets = [value_set(url=own, compose={"include": [{"valueSet": [other]}]}) for own, other in (urls, reversed(urls))]
    answer = await send(running, base, *(entry("POST", "ValueSet", item) for item in sets))
    assert answer.status_code == 422
    assert "includes itself" in answer.text
    assert await total(running, base) == 0


async def test_a_value_set_may_go_into_force_with_codes_of_the_same_transaction(running: Server, base: str) -> None:
    await running.client.put(f"{base}/CodeSystem/c", json=code_system("c"))
    more = code_system("c", concept=[{"code": "a"}, {"code": "z"}])
    include = [{"system": more["url"], "concept": [{"code": "z"}]}]
    active = value_set("x", status="active", compose={"include": include})
    both = entry("PUT", "ValueSet/x", active), entry("PUT", "CodeSystem/c", more)
    assert statuses(await send(running, base, *both)) == ["201", "200"]
