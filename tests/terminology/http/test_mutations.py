"""Nearly valid bodies are refused or answered, and never cause a server error.

2,000 of them here; `make torture` runs many more through TERMINOLOGY_TEST_MUTATIONS and TERMINOLOGY_TEST_SEED.
"""

import os
import zlib

import httpx
import orjson
import pytest

from fhir_resources.convert.resources import to_r4
from fhir_resources.operation_definitions import OPERATIONS
from tests.builders.mutations import mutations
from tests.builders.requests import BODIES

COUNT = int(os.environ.get("TERMINOLOGY_TEST_MUTATIONS", "2000"))
SEED = int(os.environ.get("TERMINOLOGY_TEST_SEED", "9"))
EACH = COUNT // (2 * len(BODIES)) + 1
HEADERS = {"content-type": "application/fhir+json"}
OF_SOMEBODY = {"$closure"}  # only who shows a key may ask: test_closure.py
FORMS = ("application/fhir+json", "application/fhir+json", "application/fhir+xml")


def test_every_operation_has_an_example_that_is_mutated() -> None:
    addresses = {f"{item.resource}/${item.code}" if item.resource else f"${item.code}" for item in OPERATIONS}
    assert BODIES.keys() >= addresses - OF_SOMEBODY


@pytest.mark.parametrize("base", ["r4", "r5"])
@pytest.mark.parametrize("address", BODIES)
async def test_the_examples_themselves_are_answered(client: httpx.AsyncClient, base: str, address: str) -> None:
    body = BODIES[address] if base == "r5" else to_r4(BODIES[address])
    answered = await client.post(f"/{base}/{address}", content=orjson.dumps(body), headers=HEADERS)
    assert answered.status_code == 200, answered.text


@pytest.mark.parametrize("base", ["r4", "r5"])
@pytest.mark.parametrize("address", BODIES)
async def test_a_body_that_is_nearly_right_is_refused_or_answered(
    client: httpx.AsyncClient, base: str, address: str
) -> None:
    example = BODIES[address] if base == "r5" else to_r4(BODIES[address])
    seed = SEED + zlib.crc32(f"{base}{address}".encode())
    for number, mutated in enumerate(mutations(example, seed, EACH)):
        body = orjson.dumps(mutated.body)
        accept = FORMS[number % len(FORMS)]
        answered = await client.post(f"/{base}/{address}", content=body, headers=HEADERS | {"accept": accept})
        assert answered.status_code < 500, (mutated.changes, body.decode(), answered.text)
        assert answered.content
