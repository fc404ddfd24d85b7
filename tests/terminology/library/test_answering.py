"""Every operation from its Parameters to its result, on the starter content, for R4 and R5."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

import pytest

from fhir_resources import json_format, models, xml_format
from fhir_resources.convert.resources import to_r4
from fhir_resources.operation_definitions import (
    CODE_SYSTEM_VALIDATE_CODE,
    EXPAND,
    LOOKUP,
    OPERATIONS,
    SUBSUMES,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget, Limits
from terminology.core.errors import (
    BadRequest,
    NotSupported,
    TerminologyError,
    TimedOut,
    TooCostly,
    UnknownCode,
    UnknownCodeSystem,
    UnknownValueSet,
)
from terminology.core.issues import Issue
from terminology.library.answering import ANSWERS, answer
from terminology.library.importing import starter_imports
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.ports import Publication
from terminology.library.publishing import ImportContext, PendingImport
from terminology.library.received import received
from terminology.library.snapshots import Snapshot, snapshots_of
from terminology.providers.generic import in_memory
from terminology.store.mongo_store import MongoStore

BASE = "https://terminology.example.org/fhir"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
RETIRED = "http://terminology.hl7.org/CodeSystem/HCPCS-all-codes"
ALL_HCPCS = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
NARRATIVES = f"{BASE}/CodeSystem/hcpcs-procedure-narratives"
ROMOSOZUMAB = "Injection, romosozumab-aqqg, 1 mg"
NOW = datetime(2025, 10, 1, 12, 30, tzinfo=UTC)
UUID = "6a1f0c52-6d5f-4f6e-9d43-0d7c0c7c1b11"
COLOURS = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/colours",
    "version": "1",
    "status": "active",
    "content": "complete",
    "concept": [{"code": "red", "display": "Red", "concept": [{"code": "crimson"}]}, {"code": "blue"}],
}
REDS = {
    "resourceType": "ValueSet",
    "url": "http://example.org/reds",
    "status": "active",
    "compose": {
        "include": [
            {"system": "http://example.org/colours", "filter": [{"property": "concept", "op": "is-a", "value": "red"}]}
        ]
    },
}
GERMAN = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/hcpcs-de",
    "status": "active",
    "content": "supplement",
    "supplements": HCPCS,
    "concept": [{"code": "J3111", "designation": [{"language": "de", "value": "Romosozumab-Spritze"}]}],
}

Json = dict[str, Any]
Asked = tuple[str, Any]


@cache
def snapshots() -> Mapping[FhirVersion, Snapshot]:
    """The served starter content, without a store."""
    numbers = count(1)
    context = ImportContext(
        MongoStore(lambda: "never opened", "none"), BASE, lambda: NOW, lambda: f"import-{next(numbers)}"
    )
    imports = [loaded(draft) for draft in starter_imports(context)]
    by_id = {item.record.id: item for item in imports}
    return snapshots_of(Loaded(Publication(1, tuple(by_id)), tuple(imports), by_id), BASE)


def loaded(draft: PendingImport) -> LoadedImport:
    record = replace(draft.record, imported_at=NOW)
    has_provider = draft.code_system is not None and record.kind == "hcpcs"
    provider = in_memory(draft.code_system) if has_provider and draft.code_system else None
    return LoadedImport(record, draft.code_system, provider, tuple(map(received, draft.resources)))


def ask(operation: OperationDefinition, *values: Asked, **options: Any) -> Json:
    """The result of the R5 endpoint, checked to be valid there and, converted, in R4, as JSON and XML."""
    parameters = Parameters(operation, (Parameter(name, value) for name, value in values))
    found = answer(snapshots()[FhirVersion.R5], FhirVersion.R5, parameters, now=NOW, new_id=lambda: UUID, **options)
    for version, form in ((FhirVersion.R5, found), (FhirVersion.R4, to_r4(found))):
        assert models.check(form, version) == ()
        written = json_format.loads(json_format.dumps(form))
        assert xml_format.loads(xml_format.dumps(written, version), version) == written
    return found


def lookup(*values: Asked, **options: Any) -> Json:
    return ask(LOOKUP, *values, **options)


def look(code: str, *values: Asked, system: str = HCPCS, **options: Any) -> Json:
    return lookup(("system", system), ("code", code), *values, **options)


def expand(*values: Asked, **options: Any) -> Json:
    return ask(EXPAND, *values, **options)["expansion"]


def refusal(kind: type[TerminologyError], operation: OperationDefinition, *values: Asked, **options: Any) -> Issue:
    with pytest.raises(kind) as error:
        ask(operation, *values, **options)
    return error.value.issues[0]


def value(answered: Json, name: str) -> Any:
    """The value of the one parameter of this name; None if there is none."""
    found = [item for item in answered["parameter"] if item["name"] == name]
    assert len(found) < 2
    return next((content for item in found for key, content in item.items() if key != "name"), None)


def parts(answered: Json, name: str) -> list[Json]:
    """Each parameter of this name as its parts by name."""
    return [
        {part["name"]: next(v for k, v in part.items() if k != "name") for part in item["part"]}
        for item in answered["parameter"]
        if item["name"] == name
    ]


def codes(expansion: Json) -> list[str]:
    return [entry["code"] for entry in expansion.get("contains", ())]


def test_every_operation_that_asks_the_catalogue_is_answered() -> None:
    assert {item.id for item in OPERATIONS if item.resource} == set(ANSWERS)


def test_a_code_is_looked_up_with_everything_about_it() -> None:
    found = look("J3111")
    assert value(found, "display") == ROMOSOZUMAB
    assert (value(found, "version"), value(found, "system")) == ("2025-10", HCPCS)
    described = {item["code"]: item for item in parts(found, "property")}
    assert (described["coverage"]["value"], described["coverage"]["description"]) == ("C", "carrier judgment")
    assert (described["pricingIndicator"]["value"], described["pricingIndicator"]["description"]) == ("51", "drugs")
    assert described["addedDate"]["value"] == "2019-10-01"


def test_the_narrative_is_among_the_designations_section_by_section() -> None:
    uses = [item["use"]["code"] for item in parts(look("J3111"), "designation") if "use" in item]
    narrative = [use for use in uses if use not in ("short-description", "preferredForLanguage")]
    assert "short-description" in uses
    assert narrative[:3] == ["common-name", "medical-term", "summary"]
    assert len(narrative) == 15


def test_a_coding_answers_the_same_as_a_code() -> None:
    assert lookup(("coding", {"system": HCPCS, "code": "J3111"})) == look("J3111")


@pytest.mark.parametrize("system", [HCPCS.replace("http:", "https:"), "urn:oid:2.16.840.1.113883.6.285"])
def test_other_spellings_of_the_system_answer_with_the_canonical(system: str) -> None:
    assert look("J3111", system=system) == look("J3111")


@pytest.mark.parametrize("version", ["2025-10", "20251001", "2025-10-01"])
def test_other_spellings_of_the_version_answer_with_the_releases_own(version: str) -> None:
    assert value(look("J3111", ("version", version)), "version") == "2025-10"


def test_a_code_that_is_not_there_is_named_with_system_and_version() -> None:
    issue = refusal(UnknownCode, LOOKUP, ("system", HCPCS), ("code", "J9998"))
    assert issue.text == f"Unknown code 'J9998' in the CodeSystem '{HCPCS}' version '2025-10'"
    assert (issue.code, issue.details_code, issue.expression) == ("code-invalid", "invalid-code", ("code",))


def test_codes_are_distinguished_by_case() -> None:
    assert "j3111" in refusal(UnknownCode, LOOKUP, ("system", HCPCS), ("code", "j3111")).text


def test_a_system_that_is_not_there_is_named() -> None:
    issue = refusal(UnknownCodeSystem, LOOKUP, ("system", "http://example.org/none"), ("code", "J3111"))
    assert issue.text == "The code system 'http://example.org/none' is not known"


def test_the_retired_system_is_unknown_and_the_answer_names_the_right_one() -> None:
    issue = refusal(UnknownCodeSystem, LOOKUP, ("system", RETIRED), ("code", "J3111"))
    assert issue.text == f"The code system '{RETIRED}' is retired and not loaded. Use '{HCPCS}'"


def test_a_version_that_is_not_there_is_named_with_those_that_are() -> None:
    issue = refusal(UnknownCodeSystem, LOOKUP, ("system", HCPCS), ("code", "J3111"), ("version", "2019-01"))
    assert (
        issue.text
        == f"The code system '{HCPCS}' is not known in version '2019-01'. Known versions: 2017-01 or 2023-01 or 2025-10"
    )


def test_only_the_requested_properties_are_returned() -> None:
    found = look("J3111", ("property", "coverage"), ("property", "chapter"))
    assert {item["code"] for item in parts(found, "property")} == {"coverage", "chapter"}
    assert parts(found, "designation") == []


def test_designations_can_be_requested_alone_or_by_language() -> None:
    assert len(parts(look("J3111", ("property", "designation")), "designation")) >= 16
    assert parts(look("J3111", ("property", "lang.de")), "designation") == []
    assert parts(look("J3111", ("property", "*")), "property") == parts(look("J3111"), "property")


def test_a_supplement_that_is_requested_by_name_is_used() -> None:
    found = look("J3111", ("useSupplement", NARRATIVES))
    assert parts(found, "designation") == parts(look("J3111"), "designation")


def test_a_supplement_that_is_not_there_is_named() -> None:
    issue = refusal(
        UnknownCodeSystem, LOOKUP, ("system", HCPCS), ("code", "J3111"), ("useSupplement", "http://example.org/x")
    )
    assert issue.text == "Required supplement not found: http://example.org/x"


def test_a_supplement_in_the_request_supplies_a_display_in_its_language() -> None:
    values = (("tx-resource", GERMAN), ("useSupplement", "http://example.org/hcpcs-de"))
    assert value(look("J3111", *values, ("displayLanguage", "de")), "display") == "Romosozumab-Spritze"
    assert value(look("J3111", *values, accept_language="de"), "display") == "Romosozumab-Spritze"
    assert value(look("J3111", *values), "display") == ROMOSOZUMAB


def test_a_narrative_is_never_a_display() -> None:
    assert value(look("J3111", ("displayLanguage", "en")), "display") == ROMOSOZUMAB
    right = ask(CODE_SYSTEM_VALIDATE_CODE, ("url", HCPCS), ("code", "J3111"), ("display", "Evenity"))
    assert value(right, "result") is False


def test_a_terminated_code_is_looked_up_and_inactive() -> None:
    described = {item["code"]: item["value"] for item in parts(look("G0154"), "property")}
    assert described["inactive"] is True
    assert described["terminationDate"] == "2016-02-29"


@pytest.mark.parametrize(
    "values",
    [
        (("url", HCPCS), ("code", "J3111")),
        (("system", HCPCS), ("code", "J3111")),
        (("url", f"{HCPCS}|2025-10"), ("code", "J3111")),
        (("url", HCPCS), ("version", "20251001"), ("code", "J3111"), ("display", ROMOSOZUMAB)),
        (("coding", {"system": HCPCS, "code": "J3111"}),),
        (("url", HCPCS), ("coding", {"system": HCPCS, "code": "J3111", "display": ROMOSOZUMAB.upper()})),
        (("codeableConcept", {"coding": [{"system": HCPCS, "code": "J3111"}], "text": "x"}),),
    ],
)
def test_a_code_is_valid_in_its_code_system_in_every_input_form(values: tuple[Asked, ...]) -> None:
    found = ask(CODE_SYSTEM_VALIDATE_CODE, *values)
    assert value(found, "result") is True
    assert (value(found, "display"), value(found, "code"), value(found, "version")) == (ROMOSOZUMAB, "J3111", "2025-10")


@pytest.mark.parametrize(
    "values",
    [
        (("system", HCPCS), ("code", "J3111")),
        (("code", "J3111"), ("inferSystem", "true")),
        (("coding", {"system": HCPCS, "code": "J3111"}),),
        (
            (
                "codeableConcept",
                {"coding": [{"system": HCPCS, "code": "A0021"}, {"system": HCPCS, "code": "J3111"}]},
            ),
        ),
    ],
)
def test_a_code_is_in_its_value_set_in_every_input_form(values: tuple[Asked, ...]) -> None:
    found = ask(VALUE_SET_VALIDATE_CODE, ("url", f"{BASE}/ValueSet/hcpcs-chapter-j"), *values)
    assert (value(found, "result"), value(found, "code"), value(found, "system")) == (True, "J3111", HCPCS)


def test_a_codeable_concept_is_echoed() -> None:
    concept = {"coding": [{"system": HCPCS, "code": "J3111"}], "text": "an injection"}
    assert value(ask(VALUE_SET_VALIDATE_CODE, ("url", ALL_HCPCS), ("codeableConcept", concept)), "codeableConcept") == (
        concept
    )


def test_a_code_outside_the_value_set_is_a_result_not_an_error() -> None:
    found = ask(
        VALUE_SET_VALIDATE_CODE, ("url", f"{BASE}/ValueSet/hcpcs-chapter-a"), ("system", HCPCS), ("code", "J3111")
    )
    assert value(found, "result") is False
    assert value(found, "issues")["issue"][0]["details"]["coding"][0]["code"] == "not-in-vs"


def test_a_wrong_display_is_answered_with_the_right_one() -> None:
    values = (("url", HCPCS), ("code", "J3111"), ("display", "Aspirin"))
    assert value(ask(CODE_SYSTEM_VALIDATE_CODE, *values), "result") is False
    assert ROMOSOZUMAB in value(ask(CODE_SYSTEM_VALIDATE_CODE, *values), "message")
    lenient = ask(CODE_SYSTEM_VALIDATE_CODE, *values, ("lenient-display-validation", "true"))
    assert value(lenient, "result") is True


def test_a_terminated_code_is_valid_with_a_warning() -> None:
    found = ask(CODE_SYSTEM_VALIDATE_CODE, ("url", HCPCS), ("code", "G0154"))
    assert (value(found, "result"), value(found, "inactive")) == (True, True)
    assert value(found, "issues")["issue"][0]["severity"] == "warning"


def test_an_unknown_value_set_is_named() -> None:
    values = (("url", "http://example.org/none"), ("system", HCPCS), ("code", "J3111"))
    issue = refusal(UnknownValueSet, VALUE_SET_VALIDATE_CODE, *values)
    assert "'http://example.org/none'" in issue.text


def test_a_code_subsumes_itself_but_no_sibling() -> None:
    assert ask(SUBSUMES, ("system", HCPCS), ("codeA", "J3111"), ("codeB", "J3111"))["parameter"] == [
        {"name": "outcome", "valueCode": "equivalent"}
    ]
    different = ask(SUBSUMES, ("system", HCPCS), ("codeA", "J3111"), ("codeB", "J1885"))
    assert value(different, "outcome") == "not-subsumed"


def test_codings_of_a_code_system_in_the_request_are_compared() -> None:
    red, crimson = ({"system": COLOURS["url"], "code": code} for code in ("red", "crimson"))
    values = (("tx-resource", COLOURS), ("codingA", red), ("codingB", crimson))
    assert value(ask(SUBSUMES, *values), "outcome") == "subsumes"


def test_a_search_finds_a_code_by_words_of_its_text() -> None:
    assert codes(expand(("url", ALL_HCPCS), ("filter", "romosozumab"), ("count", "10"))) == ["J3111"]


def test_pages_concatenate_to_the_whole_list() -> None:
    entire = expand(("url", ALL_HCPCS))
    starts = range(0, entire["total"], 20)
    pages = [expand(("url", ALL_HCPCS), ("offset", str(start)), ("count", "20")) for start in starts]
    assert [code for page in pages for code in codes(page)] == codes(entire)
    assert {page["total"] for page in pages} == {entire["total"]}
    assert entire["total"] == len(codes(entire)) > 60


def test_a_count_of_nothing_answers_the_number() -> None:
    page = expand(("url", ALL_HCPCS), ("count", "0"))
    assert (codes(page), page["total"] > 60) == ([], True)


def test_inactive_codes_are_left_out_on_request() -> None:
    assert "G0154" in codes(expand(("url", ALL_HCPCS)))
    assert "G0154" not in codes(expand(("url", ALL_HCPCS), ("activeOnly", "true")))


def test_properties_and_designations_come_on_request() -> None:
    asked = (("url", ALL_HCPCS), ("filter", "J3111"))
    (plain,) = expand(*asked)["contains"]
    assert {"property", "designation"}.isdisjoint(plain)
    page = expand(*asked, ("property", "coverage"), ("includeDesignations", "true"))
    (entry,) = page["contains"]
    assert entry["property"] == [{"code": "coverage", "valueCode": "C"}]
    assert [item["code"] for item in page["property"]] == ["coverage"]
    assert "Inj. romosozumab-aqqg 1 mg" in [item["value"] for item in entry["designation"]]
    assert len(entry["designation"]) == 16


def test_an_expansion_has_the_supplied_id_and_time() -> None:
    page = expand(("url", ALL_HCPCS), ("count", "1"))
    assert page["identifier"].startswith("urn:uuid:")
    assert page["timestamp"] == "2025-10-01T12:30:00+00:00"


def test_an_expansion_without_a_count_has_a_limit() -> None:
    budget = Budget(Limits(expansion_codes=10), time.monotonic)
    assert refusal(TooCostly, EXPAND, ("url", ALL_HCPCS), budget=budget).code == "too-costly"
    assert len(codes(expand(("url", ALL_HCPCS), ("count", "20"), budget=budget))) == 20


def test_a_value_set_in_the_request_is_expanded_with_code_systems_in_the_request() -> None:
    values = (("tx-resource", COLOURS), ("tx-resource", REDS))
    named = expand(*values, ("url", "http://example.org/reds"), ("excludeNested", "true"))
    inline = expand(("tx-resource", COLOURS), ("valueSet", REDS), ("excludeNested", "true"))
    assert codes(named) == codes(inline) == ["red", "crimson"]


def test_resources_in_a_request_are_gone_afterwards() -> None:
    look("red", ("tx-resource", COLOURS), system="http://example.org/colours")
    refusal(UnknownCodeSystem, LOOKUP, ("system", "http://example.org/colours"), ("code", "red"))


def test_a_code_system_sent_for_validation_is_the_one_used() -> None:
    mine = COLOURS | {"url": HCPCS, "version": "mine"}
    found = ask(CODE_SYSTEM_VALIDATE_CODE, ("codeSystem", mine), ("code", "red"))
    assert (value(found, "result"), value(found, "version")) == (True, "mine")


def test_a_code_system_without_a_version_answers_before_one_that_is_loaded() -> None:
    mine = {name: content for name, content in COLOURS.items() if name != "version"} | {"url": HCPCS}
    assert value(ask(CODE_SYSTEM_VALIDATE_CODE, ("codeSystem", mine), ("code", "red")), "result") is True
    assert value(ask(CODE_SYSTEM_VALIDATE_CODE, ("codeSystem", mine), ("code", "J3111")), "result") is False


def test_a_resource_other_than_terminology_is_refused() -> None:
    values = (("system", HCPCS), ("code", "J3111"), ("tx-resource", {"resourceType": "Patient"}))
    assert refusal(BadRequest, LOOKUP, *values).expression == ("tx-resource",)


def test_a_broken_resource_is_refused_with_its_place() -> None:
    broken = COLOURS | {"concept": [{"display": "no code"}]}
    values = (("system", HCPCS), ("code", "J3111"), ("tx-resource", broken))
    assert refusal(BadRequest, LOOKUP, *values).expression == ("CodeSystem.concept[0].code",)


def test_a_context_is_refused_even_with_a_url() -> None:
    issue = refusal(NotSupported, EXPAND, ("url", ALL_HCPCS), ("context", "Patient.gender"))
    assert issue.text == "The parameter context is not supported by $expand"


def test_an_invalid_language_parameter_is_refused_but_an_invalid_header_is_not() -> None:
    assert "Invalid displayLanguage" in refusal(BadRequest, EXPAND, ("url", ALL_HCPCS), ("displayLanguage", "!!")).text
    assert value(look("J3111", accept_language="en_US"), "display") == ROMOSOZUMAB


def test_r4_and_r5_have_their_own_starter_resources() -> None:
    for version in FhirVersion:
        parameters = Parameters(
            LOOKUP, [Parameter("system", "http://hl7.org/fhir/administrative-gender"), Parameter("code", "male")]
        )
        found = answer(snapshots()[version], version, parameters, now=NOW, new_id=lambda: UUID)
        assert value(found, "version") == version.full


def test_work_beyond_the_deadline_is_abandoned() -> None:
    issue = refusal(TimedOut, EXPAND, ("url", ALL_HCPCS), budget=Budget(Limits(seconds=0.0), time.monotonic))
    assert (issue.code, issue.text) == (
        "timeout",
        "The request did not finish within 0 seconds (TERMINOLOGY_REQUEST_DEADLINE_S)",
    )
