"""Closure tables over HTTP: by name and principal, versioned, expiring, the same on every server."""

from datetime import timedelta
from typing import Any

import pytest

from terminology.http.closure import FORGOTTEN_AFTER
from tests.builders.mutations import mutations
from tests.builders.writing import Json, Server, code_system

NESTED = code_system(
    status="active",
    hierarchyMeaning="is-a",
    concept=[{"code": "a", "concept": [{"code": "b", "concept": [{"code": "c"}]}]}],
)


@pytest.fixture
async def tree(running: Server) -> Server:
    assert (await running.client.post("/r5/CodeSystem", json=NESTED)).status_code == 201
    return running


async def ask(server: Server, base: str, *codes: str, name: str = "mine", **more: Any) -> Any:
    parameter: list[Json] = [{"name": "name", "valueString": name}]
    parameter += [{"name": "concept", "valueCoding": {"system": NESTED["url"], "code": code}} for code in codes]
    if "version" in more:
        parameter.append({"name": "version", "valueString": more.pop("version")})
    body = {"resourceType": "Parameters", "parameter": parameter}
    return await server.client.post(f"{base}/$closure", json=body, **more)


def pairs(answer: Any) -> set[tuple[str, str]]:
    assert answer.status_code == 200, answer.text
    elements = [element for group in answer.json().get("group", ()) for element in group["element"]]
    return {(element["code"], target["code"]) for element in elements for target in element["target"]}


async def test_a_table_is_created_grows_and_is_returned_since_a_version(tree: Server, base: str) -> None:
    begun = await ask(tree, base)
    assert (begun.json()["version"], pairs(begun)) == ("1", set())
    first = await ask(tree, base, "a", "c")
    assert (first.json()["version"], pairs(first)) == ("2", {("c", "a")})
    second = await ask(tree, base, "b")
    assert (second.json()["version"], pairs(second)) == ("3", {("b", "a"), ("c", "b")})
    assert pairs(await ask(tree, base, version="2")) == pairs(second)
    assert pairs(await ask(tree, base, version="0")) == {("c", "a"), ("b", "a"), ("c", "b")}
    nothing = await ask(tree, base, "a")
    assert (nothing.json()["version"], pairs(nothing)) == ("3", set())
    assert (await ask(tree, base)).json()["version"] == "1"


async def test_tables_belong_to_whoever_began_them(tree: Server) -> None:
    await ask(tree, "/r5")
    other = await tree.key("system/ConceptMap.rs")
    assert (await ask(tree, "/r5", "a", headers=other)).status_code == 404
    assert (await ask(tree, "/r5", headers={"Authorization": ""})).status_code == 401
    reader = await tree.key("system/ValueSet.rs")
    assert (await ask(tree, "/r5", headers=reader)).status_code == 403


async def test_nothing_joins_when_one_code_is_unknown(tree: Server) -> None:
    await ask(tree, "/r5")
    assert (await ask(tree, "/r5", "a", "none")).status_code == 404
    assert (await ask(tree, "/r5", "c")).json()["version"] == "2"
    assert pairs(await ask(tree, "/r5", version="0")) == set()


async def test_bodies_that_are_nearly_right_are_refused_or_answered(tree: Server, base: str) -> None:
    body = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "name", "valueString": "mine"},
            {"name": "concept", "valueCoding": {"system": NESTED["url"], "version": "1.0.0", "code": "a"}},
        ],
    }
    for mutated in mutations(body, 7, 60):
        answered = await tree.client.post(f"{base}/$closure", json=mutated.body)
        assert answered.status_code < 500, (mutated.changes, answered.text)


async def test_an_unused_table_is_deleted(tree: Server) -> None:
    await ask(tree, "/r5", name="old")
    tree.clock[0] += FORGOTTEN_AFTER + timedelta(seconds=1)
    assert (await ask(tree, "/r5", "a", name="old")).status_code == 404
    await ask(tree, "/r5", name="new")
    assert await tree.library.store.closures.forget(tree.clock[0] - FORGOTTEN_AFTER) == 0
