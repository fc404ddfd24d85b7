"""How a request passes parameters to an operation, at each level."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fhir_resources import xml_format
from fhir_resources.convert.resources import to_r4
from fhir_resources.operation_definitions import LOOKUP, OPERATIONS, VALUE_SET_VALIDATE_CODE
from fhir_resources.version import FhirVersion
from terminology.core.errors import TerminologyError
from terminology.http.operations import run
from terminology.http.requests import FhirRequest
from terminology.http.server_context import ServerContext

Check = Callable[[httpx.Response], dict[str, Any]]

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
MODIFIERS = "https://terminology.example.org/fhir/ValueSet/hcpcs-modifiers"
HCPCS_VALUE_SET = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
GENDER_SYSTEM = "http://hl7.org/fhir/administrative-gender"
GENDERS = {
    "resourceType": "ValueSet",
    "status": "active",
    "compose": {"include": [{"system": GENDER_SYSTEM}]},
}


def parameters(*items: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": list(items)}


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_query_and_body_parameters_form_one_request(
    client: httpx.AsyncClient, resource: Check, path: str
) -> None:
    body = parameters({"name": "count", "valueInteger": 2})
    response = await client.post(f"{path}/ValueSet/$expand", params={"url": MODIFIERS}, json=body)
    assert len(resource(response)["expansion"]["contains"]) == 2


async def test_the_same_issue_twice_is_reported_once(client: httpx.AsyncClient) -> None:
    body = parameters({"name": "url", "valueUri": MODIFIERS})
    response = await client.post("/r5/ValueSet/$expand", params={"url": MODIFIERS}, json=body)
    assert response.status_code == 200


async def test_contradictory_parameters_are_refused_with_every_name(client: httpx.AsyncClient, outcome: Check) -> None:
    query = [("system", HCPCS), ("code", "J3111"), ("code", "J3110"), ("version", "1"), ("version", "2")]
    response = await client.get("/r5/CodeSystem/$lookup", params=query)
    issue = outcome(response)
    assert response.status_code == 400
    assert issue["expression"] == ["code", "version"]


def test_a_parameter_may_repeat_ten_thousand_times(server: ServerContext) -> None:
    """Comparing each with every other one would take minutes."""
    many = ({"name": "property", "valueCode": f"p{number}"} for number in range(9_990))
    body = parameters({"name": "system", "valueUri": HCPCS}, {"name": "code", "valueCode": "J3111"}, *many)
    content = server.library.snapshot(FhirVersion.R5)
    asked = FhirRequest(FhirVersion.R5, "POST", "CodeSystem/$lookup", "", resource=body, content=content)
    answer = run(LOOKUP, server, asked)
    assert answer.status == 200


async def test_a_bare_resource_is_the_one_input_of_its_type(client: httpx.AsyncClient, resource: Check) -> None:
    response = await client.post("/r4/ValueSet/$expand", json=GENDERS)
    codes = [item["code"] for item in resource(response)["expansion"]["contains"]]
    assert codes == ["male", "female", "other", "unknown"]


async def test_a_bare_resource_without_a_matching_input_is_refused(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.post("/r4/CodeSystem/$lookup", json=GENDERS)
    assert response.status_code == 400
    assert "Parameters resource, and is ValueSet" in outcome(response)["details"]["text"]


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_one_value_set_can_be_expanded_by_its_address(
    client: httpx.AsyncClient, resource: Check, path: str
) -> None:
    response = await client.get(f"{path}/ValueSet/hcpcs-modifiers/$expand", params={"count": 1, "url": MODIFIERS})
    assert resource(response)["url"] == MODIFIERS


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("ValueSet/hcpcs-modifiers/$expand?url=http://example.org/other", parameters()),
        ("ValueSet/hcpcs-modifiers/$expand", parameters({"name": "valueSet", "resource": GENDERS})),
        ("CodeSystem/hcpcs-coverage/$validate-code?code=C&version=99", parameters()),
    ],
)
async def test_a_request_that_contradicts_its_address_is_refused(
    client: httpx.AsyncClient, outcome: Check, address: str, body: dict[str, Any]
) -> None:
    response = await client.post(f"/r5/{address}", json=body)
    assert response.status_code == 400
    assert "contradicts its address" in outcome(response)["details"]["text"]


async def test_value_sets_are_compared_at_type_and_instance_by_get_and_post(
    client: httpx.AsyncClient, resource: Check, base: str
) -> None:
    query = {"thisUrl": MODIFIERS, "otherUrl": HCPCS_VALUE_SET, "list": "missing"}
    by_type = resource(await client.get(f"{base}/ValueSet/$compare", params=query))
    body = parameters(*({"name": name, "valueUri": value} for name, value in query.items() if name != "list"))
    by_post = resource(await client.post(f"{base}/ValueSet/$compare", params={"list": "missing"}, json=body))
    address = f"{base}/ValueSet/hcpcs-modifiers/$compare"
    by_instance = resource(await client.get(address, params={"otherUrl": HCPCS_VALUE_SET, "list": "missing"}))
    assert by_type["parameter"][0] == {"name": "result", "valueCode": "subset"}
    assert by_type == by_post == by_instance


async def test_a_value_set_is_compared_with_one_in_the_request(
    client: httpx.AsyncClient, resource: Check, base: str
) -> None:
    body = parameters({"name": "otherValueSet", "resource": GENDERS})
    answer = resource(await client.post(f"{base}/ValueSet/hcpcs-modifiers/$compare", json=body))
    assert answer["parameter"][0] == {"name": "result", "valueCode": "disjoint"}


async def test_an_operation_on_an_unknown_resource_is_not_found(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.get("/r5/ValueSet/unknown/$expand")
    assert response.status_code == 404
    assert outcome(response)["details"]["text"] == "There is no ValueSet with the id 'unknown'"


async def test_lookup_of_one_code_system_is_of_r5_only(client: httpx.AsyncClient) -> None:
    address = "CodeSystem/hcpcs-coverage/$lookup?code=C"
    assert (await client.get(f"/r5/{address}")).status_code == 200
    assert (await client.get(f"/r4/{address}")).status_code == 404


async def test_a_structure_in_a_query_is_refused_with_advice(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.get("/r5/CodeSystem/$lookup", params={"coding": f"{HCPCS}|J3111"})
    assert response.status_code == 400
    assert "send it with POST" in outcome(response)["details"]["text"]


async def test_unknown_parameters_are_ignored_unless_handling_is_strict(
    client: httpx.AsyncClient, outcome: Check
) -> None:
    body = parameters(
        {"name": "uuid", "valueUuid": "urn:uuid:5b2cb0a3-ee23-4a8e-a0bc-8b398b63a0cd"},
        {"name": "system", "valueUri": HCPCS},
        {"name": "code", "valueCode": "J3111"},
    )
    strict = {"Prefer": "handling=strict"}
    assert (await client.post("/r4/CodeSystem/$lookup", json=body)).status_code == 200
    assert (await client.post("/r4/CodeSystem/$lookup", json=body, headers=strict)).status_code == 200
    body["parameter"].append({"name": "nonsense", "valueDate": "2020-01-01"})
    assert (await client.post("/r4/CodeSystem/$lookup", json=body)).status_code == 200
    response = await client.post("/r4/CodeSystem/$lookup", json=body, headers=strict)
    assert response.status_code == 400
    assert "'nonsense'" in outcome(response)["details"]["text"]


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("CodeSystem/$lookup", 400, "required"),
        ("CodeSystem/$lookup?system=http://example.org/none&code=A", 404, "not-found"),
        (f"CodeSystem/$lookup?system={HCPCS}&code=J0000", 404, "code-invalid"),
        ("ValueSet/$expand?url=http://example.org/none", 404, "not-found"),
        (f"ValueSet/$expand?url={MODIFIERS}&count=-1", 400, "invalid"),
        (f"ValueSet/$expand?url={MODIFIERS}&activeOnly=perhaps", 400, "invalid"),
    ],
)
async def test_a_question_that_cannot_be_answered_says_why(
    client: httpx.AsyncClient, outcome: Check, path: str, address: str, status: int, code: str
) -> None:
    response = await client.get(f"{path}/{address}")
    assert (response.status_code, outcome(response)["code"]) == (status, code), response.text


async def test_a_false_validation_is_an_answer(client: httpx.AsyncClient, resource: Check) -> None:
    response = await client.get("/r4/CodeSystem/$validate-code", params={"url": GENDER_SYSTEM, "code": "robot"})
    assert response.status_code == 200
    assert {"name": "result", "valueBoolean": False} in resource(response)["parameter"]


async def test_a_response_is_revalidated_each_time_even_for_a_stated_version(client: httpx.AsyncClient) -> None:
    query = {"system": HCPCS, "code": "J3111"}
    latest = await client.get("/r5/CodeSystem/$lookup", params=query)
    named = await client.get("/r5/CodeSystem/$lookup", params=query | {"version": "2025-10"})
    posted = await client.post("/r5/CodeSystem/$lookup", params=query)
    assert latest.headers["cache-control"] == "public, no-cache"
    assert named.headers["cache-control"] == "public, no-cache"
    assert posted.headers["cache-control"] == "no-store"
    assert "etag" not in posted.headers


async def test_cached_resources_are_used_by_their_cache_id(
    client: httpx.AsyncClient, resource: Check, outcome: Check
) -> None:
    letters = GENDERS | {"url": "http://example.org/cached"}
    start = parameters({"name": "mode", "valueCode": "start"}, {"name": "tx-resource", "resource": letters})
    started = resource(await client.post("/r5/$cache-control", json=start))
    cache_id = next(item["valueString"] for item in started["parameter"] if item["name"] == "cache-id")
    address = "/r5/ValueSet/$expand?url=http://example.org/cached"
    response = await client.get(address, headers={"X-Cache-Id": cache_id})
    assert len(resource(response)["expansion"]["contains"]) == 4
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    without = await client.get(address)
    assert (without.status_code, outcome(without)["code"]) == (404, "not-found")


async def test_an_operation_that_stores_something_requires_post(client: httpx.AsyncClient, outcome: Check) -> None:
    response = await client.get("/r5/$cache-control?mode=start")
    assert (response.status_code, outcome(response)["code"]) == (405, "not-supported")


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_our_own_operation_compares_resources_of_the_request(
    client: httpx.AsyncClient, resource: Check, path: str
) -> None:
    def letters(version: str, *codes: str) -> dict[str, Any]:
        concepts = [{"code": code, "display": f"The letter {code}"} for code in codes]
        header = {"resourceType": "CodeSystem", "url": "http://example.org/letters", "version": version}
        return {**header, "status": "active", "content": "complete", "concept": concepts}

    body = parameters(
        {"name": "system", "valueUri": "http://example.org/letters"},
        {"name": "from", "valueString": "1"},
        {"name": "tx-resource", "resource": letters("1", "a", "b")},
        {"name": "tx-resource", "resource": letters("2", "b", "c")},
    )
    answer = resource(await client.post(f"{path}/CodeSystem/$diff", json=body))["parameter"]
    changes = [[part["valueCode"] for part in entry["part"][:2]] for entry in answer if entry["name"] == "change"]
    assert changes == [["added", "c"], ["removed", "a"]]


TWICE = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/twice",
    "status": "active",
    "content": "complete",
    "concept": [{"code": "a", "display": "The first"}, {"code": "a", "display": "The second"}, {"code": "b"}],
}


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize("name", ["tx-resource", "codeSystem"])
async def test_a_duplicate_code_in_a_sent_code_system_is_reported(
    client: httpx.AsyncClient, resource: Check, path: str, name: str
) -> None:
    sent = {"name": name, "resource": TWICE}
    asked = ({"name": "code", "valueCode": "a"}, {"name": "url", "valueUri": TWICE["url"]})
    answer = resource(await client.post(f"{path}/CodeSystem/$validate-code", json=parameters(*asked, sent)))
    named = {item["name"]: item for item in answer["parameter"]}
    assert named["display"]["valueString"] == "The first"
    issues = named["issues"]["resource"]["issue"]
    assert [(item["severity"], "'a'" in item["details"]["text"]) for item in issues] == [("warning", True)]


async def test_a_duplicate_code_is_reported_by_every_operation_and_entry(
    client: httpx.AsyncClient, resource: Check
) -> None:
    sent = {"name": "tx-resource", "resource": TWICE}
    coding = {"name": "coding", "valueCoding": {"system": TWICE["url"], "code": "b"}}
    entry = {"name": "validation", "resource": parameters(coding, sent)}
    questions = {
        "CodeSystem/$batch-validate-code": (entry,),
        "CodeSystem/$lookup": (coding, sent),
        "ValueSet/$expand": ({"name": "url", "valueUri": f"{TWICE['url']}?fhir_vs"}, sent),
    }
    for address, items in questions.items():
        answer = await client.post(f"/r5/{address}", json=parameters(*items))
        assert "a code is defined more than once" in answer.text, address


async def test_an_operation_of_our_own_is_defined_here(client: httpx.AsyncClient, resource: Check) -> None:
    definition = resource(await client.get("/r5/OperationDefinition/CodeSystem-diff"))
    assert definition["url"].endswith("/r5/OperationDefinition/CodeSystem-diff")
    assert (definition["type"], definition["instance"], definition["affectsState"]) == (True, False, False)


SAME = (
    ("CodeSystem/$lookup", {"system": HCPCS, "code": "J3111", "property": "*"}),
    ("CodeSystem/$lookup", {"system": HCPCS, "code": "J3111", "date": "2025-10-01"}),
    ("CodeSystem/$lookup", {"system": HCPCS, "code": "J3111", "property": "validity"}),
    ("CodeSystem/$lookup", {"system": GENDER_SYSTEM, "code": "male"}),
    ("CodeSystem/$validate-code", {"url": HCPCS, "code": "J3111", "display": "wrong"}),
    ("CodeSystem/$validate-code", {"url": HCPCS, "code": "none"}),
    ("ValueSet/$validate-code", {"url": MODIFIERS, "system": HCPCS, "code": "J3111"}),
    ("ValueSet/$validate-code", {"url": MODIFIERS, "system": "http://none", "code": "x"}),
    ("CodeSystem/$subsumes", {"system": HCPCS, "codeA": "J3111", "codeB": "J3110"}),
)


@pytest.mark.parametrize(("address", "query"), SAME)
def test_skipped_conversions_would_change_nothing(server: ServerContext, address: str, query: dict[str, str]) -> None:
    content = server.library.snapshot(FhirVersion.R4)
    for code in ("J3111", "A0021", "GA"):
        asked = {name: code if value == "J3111" else value for name, value in query.items()}
        request = FhirRequest(FhirVersion.R4, "GET", address, "", tuple(asked.items()), content=content)
        operation = next(item for item in OPERATIONS if address.endswith(f"{item.resource}/${item.code}"))
        try:
            answer = run(operation, server, request)
        except TerminologyError:
            continue
        assert answer.written_in is FhirVersion.R4
        assert answer.resource is not None
        assert to_r4(answer.resource) == answer.resource


def test_a_concept_that_was_sent_along_is_converted_with_the_answer(server: ServerContext) -> None:
    concept = {"name": "codeableConcept", "valueCodeableConcept": {"coding": [{"system": HCPCS, "code": "J3111"}]}}
    body = parameters({"name": "url", "valueUri": MODIFIERS}, concept)
    content = server.library.snapshot(FhirVersion.R4)
    request = FhirRequest(FhirVersion.R4, "POST", "ValueSet/$validate-code", "", resource=body, content=content)
    assert run(VALUE_SET_VALIDATE_CODE, server, request).written_in is FhirVersion.R5


@pytest.mark.parametrize("version", ["r4", "r5"])
async def test_a_narrative_has_its_source_and_status_in_json_and_xml(
    client: httpx.AsyncClient, resource: Check, version: str
) -> None:
    query = {"system": HCPCS, "code": "G0121", "displayLanguage": "en"}
    answer = resource(await client.get(f"/{version}/CodeSystem/$lookup", params=query))
    reported = [item for item in answer["parameter"] if item["name"] == "designation" and "extension" in item]
    assert len(reported) == 15
    extension = reported[0]["extension"][0]
    assert extension["url"].endswith("/StructureDefinition/procedure-narrative")
    stated = {
        item["url"]: next(value for key, value in item.items() if key != "url") for item in extension["extension"]
    }
    assert (stated["status"], stated["publisher"]) == ("draft", "Terminology server project")
    (source,) = (part["valueCanonical"] for part in reported[0]["part"] if part["name"] == "source")
    assert source.startswith("https://terminology.example.org/fhir/CodeSystem/hcpcs-procedure-narratives|")
    xml = await client.get(f"/{version}/CodeSystem/$lookup", params=query | {"_format": "xml"})
    fhir_version = FhirVersion.R4 if version == "r4" else FhirVersion.R5
    read = xml_format.loads(xml.content, fhir_version)
    assert [item for item in read["parameter"] if "extension" in item] == reported
