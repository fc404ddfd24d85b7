"""Writes, deletes, patches, transactions and restarts in any order, compared with a dictionary as the model."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import Server, serving, value_set

IDS = ("a", "b", "c")
TITLES = ("one", "two", "three")
ids, titles = st.sampled_from(IDS), st.sampled_from(TITLES)
Json = dict[str, Any]


class Writes(RuleBasedStateMachine):
    """The model: by id, every state so far, a title or None for a deletion."""

    uri = ""

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, list[str | None]] = {id: [] for id in IDS}
        self.runner = asyncio.Runner()
        self.database = f"model_{uuid4().hex[:12]}"
        self.server: Server | None = None

    @initialize()
    def start(self) -> None:
        self.runner.run(self._start())

    async def _start(self) -> None:
        self.store = MongoStore(lambda: Writes.uri, self.database)
        await self.store.open()
        self.context = serving(self.store)
        self.server = await self.context.__aenter__()

    async def _stop(self) -> None:
        if self.server:
            await self.context.__aexit__(None, None, None)
            await self.store.close()

    def teardown(self) -> None:
        self.runner.run(self._stop())
        self.runner.close()

    @rule()
    def restart(self) -> None:
        self.runner.run(self._stop())
        self.runner.run(self._start())

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        assert self.server
        return self.runner.run(self.server.client.request(method, f"/r5{path}", **more))

    def resource(self, id: str, title: str) -> Json:
        return value_set(id, url=f"https://a.example.org/{id}", title=title)

    def is_there(self, id: str) -> bool:
        return bool(self.states[id]) and self.states[id][-1] is not None

    def becomes(self, id: str, title: str) -> None:
        if not self.is_there(id) or self.states[id][-1] != title:
            self.states[id].append(title)

    @rule(id=ids, title=titles)
    def put(self, id: str, title: str) -> None:
        expected = 200 if self.is_there(id) else 201
        assert self.ask("PUT", f"/ValueSet/{id}", json=self.resource(id, title)).status_code == expected
        self.becomes(id, title)

    @rule(id=ids, title=titles, version=st.integers(1, 4))
    def put_if_match(self, id: str, title: str, version: int) -> None:
        holds = self.is_there(id) and len(self.states[id]) == version
        headers = {"If-Match": f'W/"{version}"'}
        answer = self.ask("PUT", f"/ValueSet/{id}", json=self.resource(id, title), headers=headers)
        assert answer.status_code == (200 if holds else 412)
        if holds:
            self.becomes(id, title)

    @rule(id=ids, title=titles)
    def patch(self, id: str, title: str) -> None:
        headers = {"Content-Type": "application/json-patch+json"}
        operations = [{"op": "add", "path": "/title", "value": title}]
        answer = self.ask("PATCH", f"/ValueSet/{id}", json=operations, headers=headers)
        expected = 200 if self.is_there(id) else 410 if self.states[id] else 404
        assert answer.status_code == expected
        if expected == 200:
            self.becomes(id, title)

    @rule(id=ids)
    def delete(self, id: str) -> None:
        assert self.ask("DELETE", f"/ValueSet/{id}").status_code == 204
        if self.is_there(id):
            self.states[id].append(None)

    @rule(gone=ids, changed=ids, title=titles, fails=st.booleans())
    def transaction(self, gone: str, changed: str, title: str, fails: bool) -> None:
        entries = [
            {"request": {"method": "PUT", "url": f"ValueSet/{changed}"}, "resource": self.resource(changed, title)},
            {"request": {"method": "DELETE", "url": f"ValueSet/{gone}"}},
        ]
        if fails:
            entries.append({"request": {"method": "PUT", "url": "ValueSet/z"}, "resource": self.resource("y", title)})
        answer = self.ask("POST", "", json={"resourceType": "Bundle", "type": "transaction", "entry": entries})
        if fails or gone == changed:
            assert answer.status_code == 400
            return
        assert answer.status_code == 200
        self.becomes(changed, title)
        if self.is_there(gone):
            self.states[gone].append(None)

    @invariant()
    def what_is_there_is_what_the_model_says(self) -> None:
        if self.server is None:
            return
        for id, states in self.states.items():
            answer = self.ask("GET", f"/ValueSet/{id}")
            assert answer.status_code == (200 if self.is_there(id) else 410 if states else 404)
            if self.is_there(id):
                assert answer.json()["title"] == states[-1]
                assert answer.json()["meta"]["versionId"] == str(len(states))
        total = sum(len(states) for states in self.states.values())
        assert self.ask("GET", "/ValueSet/_history?_count=0").json()["total"] == total
        there = sum(self.is_there(id) for id in IDS)
        assert self.ask("GET", "/ValueSet?url:below=https://a.example.org&_summary=count").json()["total"] == there


Writes.TestCase.settings = settings(
    max_examples=4,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(scope="module", autouse=True)
def store() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        embedded = EmbeddedStore(Path(folder))
        Writes.uri = embedded.locate()
        yield
        embedded.leave()


TestWrites = Writes.TestCase
