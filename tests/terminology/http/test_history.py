from datetime import timedelta

import pytest

from terminology.http import history
from tests.builders.writing import Json, Server, code_system, value_set


async def written(running: Server, base: str) -> str:
    """A value set with four states: created, updated, deleted, created again; and a code system."""
    made = (await running.client.post(f"{base}/ValueSet", json=value_set())).json()
    address = f"{base}/ValueSet/{made['id']}"
    await running.client.put(address, json=value_set(made["id"], title="T"))
    await running.client.post(f"{base}/CodeSystem", json=code_system())
    await running.client.delete(address)
    await running.client.put(address, json=value_set(made["id"], title="again"))
    id: str = made["id"]
    return id


async def test_the_history_of_a_resource_is_newest_first_with_its_deletion(running: Server, base: str) -> None:
    id = await written(running, base)
    bundle = (await running.client.get(f"{base}/ValueSet/{id}/_history")).json()
    assert (bundle["type"], bundle["total"]) == ("history", 4)
    reported = [(e["request"]["method"], e["response"]["status"], e["response"]["etag"]) for e in bundle["entry"]]
    assert reported == [
        ("PUT", "200", 'W/"4"'),
        ("DELETE", "204", 'W/"3"'),
        ("PUT", "200", 'W/"2"'),
        ("POST", "201", 'W/"1"'),
    ]
    assert ["resource" in entry for entry in bundle["entry"]] == [True, False, True, True]
    assert [entry["request"]["url"] for entry in bundle["entry"]] == [f"ValueSet/{id}"] * 3 + ["ValueSet"]
    assert all(entry["response"]["lastModified"] for entry in bundle["entry"])


async def test_types_and_the_system_have_a_history(running: Server, base: str) -> None:
    await written(running, base)
    totals = [
        (await running.client.get(f"{base}/{path}")).json()["total"]
        for path in ("ValueSet/_history", "CodeSystem/_history", "ConceptMap/_history", "_history")
    ]
    assert totals == [4, 1, 0, 5]


async def test_pages_concatenate_to_the_whole(running: Server, base: str) -> None:
    await written(running, base)
    complete = (await running.client.get(f"{base}/_history")).json()["entry"]
    pages: list[Json] = []
    address = f"{base}/_history?_count=2"
    while address:
        bundle = (await running.client.get(address)).json()
        pages += bundle["entry"]
        links = {link["relation"]: link["url"] for link in bundle["link"]}
        address = links.get("next", "").removeprefix("https://tx.example.org")
    assert pages == complete


async def test_a_page_of_large_versions_is_shorter_and_the_next_continues_it(
    running: Server, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE_BYTES", 300)
    id = await written(running, base)
    address, methods, pages = f"{base}/ValueSet/{id}/_history", [], 0
    while address:
        bundle = (await running.client.get(address)).json()
        assert bundle["total"] == 4
        methods += [entry["request"]["method"] for entry in bundle["entry"]]
        links = {link["relation"]: link["url"] for link in bundle["link"]}
        address, pages = links.get("next", "").removeprefix("https://tx.example.org"), pages + 1
    assert (methods, pages > 1) == (["PUT", "DELETE", "PUT", "POST"], True)


async def test_since_and_at_choose_by_time(running: Server, base: str) -> None:
    id = await written(running, base)
    address = f"{base}/ValueSet/{id}/_history"
    entries = (await running.client.get(address)).json()["entry"]
    since = entries[1]["response"]["lastModified"]
    assert (await running.client.get(address, params={"_since": since})).json()["total"] == 2
    tomorrow = (running.clock[0] + timedelta(days=1)).date().isoformat()
    assert (await running.client.get(address, params={"_at": tomorrow})).json()["total"] == 1
    assert (await running.client.get(address, params={"_at": "2026-11"})).json()["total"] == 4
    assert (await running.client.get(address, params={"_at": "2020"})).json()["total"] == 0


@pytest.mark.parametrize(
    "query", ["_count=x", "_count=-1", "_since=soon", "_at=when", "_at=20261126", "_list=1", "_offset=1e3"]
)
async def test_unknown_parameters_are_400(running: Server, base: str, query: str) -> None:
    assert (await running.client.get(f"{base}/_history?{query}")).status_code == 400


async def test_each_version_is_read_as_it_was(running: Server, base: str) -> None:
    id = await written(running, base)
    statuses = []
    for number in ("1", "2", "3", "4", "5", "0", "x", "²", "99999999999"):
        answer = await running.client.get(f"{base}/ValueSet/{id}/_history/{number}")
        statuses.append(answer.status_code)
        if answer.status_code == 200:
            assert answer.json()["meta"]["versionId"] == number
            assert answer.headers["etag"] == f'W/"{number}"'
    assert statuses == [200, 200, 410, 200, 404, 404, 404, 404, 404]


async def test_an_imported_resource_has_the_served_version(running: Server, base: str) -> None:
    found = (await running.client.get(f"{base}/ValueSet?_count=1")).json()["entry"][0]["resource"]
    bundle = (await running.client.get(f"{base}/ValueSet/{found['id']}/_history")).json()
    assert [entry["resource"]["id"] for entry in bundle["entry"]] == [found["id"]]
    version = found["meta"]["versionId"]
    answer = await running.client.get(f"{base}/ValueSet/{found['id']}/_history/{version}")
    assert answer.status_code == 200
    assert (await running.client.get(f"{base}/ValueSet/{found['id']}/_history/7")).status_code == 404
    assert (await running.client.get(f"{base}/ValueSet/nothing/_history")).status_code == 404
