"""Rules for every address below /r4 and /r5: formats, bodies, methods, conditions."""

import gzip
from collections.abc import Callable
from typing import Any

import httpx
import orjson
import pytest

Check = Callable[[httpx.Response], dict[str, Any]]

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOOKUP = "/r4/CodeSystem/$lookup"
J3111 = {"system": HCPCS, "code": "J3111", "property": "coverage"}
PARAMETERS = {
    "resourceType": "Parameters",
    "parameter": [
        {"name": "system", "valueUri": HCPCS},
        {"name": "code", "valueCode": "J3111"},
        {"name": "property", "valueCode": "coverage"},
    ],
}
XML = f"""<Parameters xmlns="http://hl7.org/fhir">
  <parameter><name value="system"/><valueUri value="{HCPCS}"/></parameter>
  <parameter><name value="code"/><valueCode value="J3111"/></parameter>
</Parameters>"""
FHIR_JSON = {"Content-Type": "application/fhir+json"}


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize("format", ["json", "xml"])
async def test_each_version_answers_in_each_format(
    client: httpx.AsyncClient, resource: Check, path: str, format: str
) -> None:
    response = await client.get(f"{path}/CodeSystem/$lookup", params=J3111 | {"_format": format})
    version = {"/r4": "4.0", "/r5": "5.0"}[path]
    assert response.headers["content-type"] == f"application/fhir+{format}; fhirVersion={version}; charset=utf-8"
    display = next(item for item in resource(response)["parameter"] if item["name"] == "display")
    assert display["valueString"] == "Injection, romosozumab-aqqg, 1 mg"


async def test_pretty_indents_json_and_xml(client: httpx.AsyncClient, resource: Check) -> None:
    for format in ("json", "xml"):
        plain = await client.get(LOOKUP, params=J3111 | {"_format": format})
        pretty = await client.get(LOOKUP, params=J3111 | {"_format": format, "_pretty": "true"})
        assert b"\n  " in pretty.content
        assert b"\n  " not in plain.content
        assert resource(plain) == resource(pretty)


async def test_an_error_is_in_the_requested_format(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.get("/r5/CodeSystem/unknown", headers={"Accept": "application/fhir+xml"})
    assert response.headers["content-type"].startswith("application/fhir+xml")
    assert outcome(response)["code"] == "not-found"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (orjson.dumps(PARAMETERS), {"Content-Type": "application/fhir+json; fhirVersion=4.0;charset=UTF-8"}),
        (orjson.dumps(PARAMETERS), {"Content-Type": "application/json"}),
        (XML.encode(), {"Content-Type": "application/fhir+xml"}),
        (gzip.compress(orjson.dumps(PARAMETERS), mtime=0), FHIR_JSON | {"Content-Encoding": "gzip"}),
        (f"system={HCPCS}&code=J3111".encode(), {"Content-Type": "application/x-www-form-urlencoded"}),
    ],
)
async def test_a_body_may_be_json_xml_packed_or_a_form(
    client: httpx.AsyncClient, resource: Check, body: bytes, headers: dict[str, str]
) -> None:
    response = await client.post(LOOKUP, content=body, headers=headers)
    assert response.status_code == 200, response.text
    assert {"name": "code", "valueCode": "J3111"} in resource(response)["parameter"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/r4/nothing", 404, "not-found"),
        ("GET", "/r4/Patient/1", 404, "not-found"),
        ("GET", "/r4/CodeSystem/$nothing", 404, "not-found"),
        ("GET", "/r4/CodeSystem/hcpcs/$lookup", 404, "not-found"),
        ("GET", "/r4/CodeSystem/unknown", 404, "not-found"),
        ("GET", "/r4/CodeSystem/unknown/_history", 404, "not-found"),
        ("GET", "/r4/CodeSystem/unknown/_history/1", 404, "not-found"),
        ("GET", "/r4/OperationDefinition/unknown", 404, "not-found"),
        ("GET", "/r4", 405, "not-supported"),
        ("POST", "/r4/metadata", 405, "not-supported"),
        ("POST", "/r4/CodeSystem", 401, "login"),
        ("PUT", "/r4/ValueSet/x", 401, "login"),
        ("PATCH", "/r4/ValueSet/x", 401, "login"),
        ("DELETE", "/r4/ConceptMap/x", 401, "login"),
        ("DELETE", "/r4/CodeSystem/$lookup", 405, "not-supported"),
        ("BREW", "/r4/CodeSystem", 405, "not-supported"),
        ("GET", "/r4/CodeSystem?_format=ttl", 406, "not-supported"),
        ("GET", f"/r4/CodeSystem?name={'x' * 17_000}", 414, "too-long"),
        ("GET", "/r4/CodeSystem?name=%ff", 400, "invalid"),
        ("GET", "/r4/metadata?mode=none", 400, "value"),
        ("GET", "/nothing", 404, "not-found"),
        ("POST", "/livez", 405, "not-supported"),
    ],
)
async def test_every_refusal_is_an_operation_outcome(
    client: httpx.AsyncClient, outcome: Check, method: str, path: str, status: int, code: str
) -> None:
    response = await client.request(method, path)
    assert response.status_code == status, response.text
    assert outcome(response)["code"] == code


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{", FHIR_JSON, 400, "structure"),
        (b"[]", FHIR_JSON, 400, "structure"),
        (b'{"a": "\xff"}', FHIR_JSON, 400, "structure"),
        (b"{}", FHIR_JSON, 400, "invalid"),
        (b'{"resourceType": "Patient"}', FHIR_JSON, 400, "invalid"),
        (b"[" * 1000, FHIR_JSON, 400, "structure"),
        (b"<Parameters", {"Content-Type": "application/fhir+xml"}, 400, "structure"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", {"Content-Type": "application/fhir+xml"}, 400, "structure"),
        (b"abc", FHIR_JSON | {"Content-Encoding": "gzip"}, 400, "structure"),
        (b"abc", FHIR_JSON | {"Content-Encoding": "br"}, 415, "not-supported"),
        (b"abc", {"Content-Type": "text/csv"}, 415, "not-supported"),
        (b"abc", {}, 415, "not-supported"),
        (b"{}", {"Content-Type": "application/fhir+json; fhirVersion=5.0"}, 415, "not-supported"),
        (b" " * 300_000, FHIR_JSON, 413, "too-long"),
        (gzip.compress(b" " * 300_000, mtime=0), FHIR_JSON | {"Content-Encoding": "gzip"}, 413, "too-long"),
    ],
)
async def test_every_body_that_cannot_be_read_is_refused_with_a_reason(
    client: httpx.AsyncClient, outcome: Check, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = await client.post(LOOKUP, content=body, headers=headers)
    assert response.status_code == status, response.text
    assert outcome(response)["code"] == code


async def test_a_method_that_is_not_allowed_says_which_are(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.put("/r4/metadata", content=b"{}", headers=FHIR_JSON)
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "GET, HEAD, OPTIONS" in outcome(response)["details"]["text"]


@pytest.mark.parametrize("path", ["/r4/metadata/", "/r4/CodeSystem/", "/r5/CodeSystem/$lookup/"])
async def test_a_slash_at_the_end_changes_nothing(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, params=J3111 if "lookup" in path else {})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "path", ["/r4/metadata", f"/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111", "/r4/CodeSystem?_summary=true"]
)
async def test_a_response_the_client_already_has_is_not_sent_again(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    etag = first.headers["etag"]
    for held in (etag, f'"other", {etag}', etag.removeprefix("W/")):
        again = await client.get(path, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert again.headers["vary"] == "Accept, Accept-Language, Authorization"
    other = await client.get(path, headers={"If-None-Match": etag, "Accept": "application/fhir+xml"})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/livez",
        "/openapi.json",
        "/r4/metadata",
        "/r5/CodeSystem",
        f"/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111",
    ],
)
async def test_head_is_get_without_the_body(client: httpx.AsyncClient, path: str) -> None:
    get, head = await client.get(path), await client.head(path)
    assert head.content == b""
    assert head.status_code == get.status_code == 200
    for name in ("content-type", "content-length", "etag", "vary", "cache-control"):
        assert head.headers.get(name) == get.headers.get(name)


async def test_long_responses_are_compressed_on_request(client: httpx.AsyncClient) -> None:
    packed = await client.get("/r4/metadata", headers={"Accept-Encoding": "gzip"})
    short = await client.get("/r4/$versions", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/r4/metadata", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert packed.json() == plain.json()
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in short.headers


async def test_before_the_first_content_questions_are_unavailable(
    empty_client: httpx.AsyncClient, outcome: Check
) -> None:
    response = await empty_client.get(LOOKUP, params=J3111)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert outcome(response)["code"] == "transient"
