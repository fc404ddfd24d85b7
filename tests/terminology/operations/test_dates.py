"""The parameter `date` in each operation, as clients send it, with all of CMS's releases."""

from pathlib import Path
from typing import Any

import pytest

from fhir_resources import json_format
from fhir_resources.operation_definitions import find_operation
from fhir_resources.parameters import Parameters, parameters_from_query, parameters_from_resource
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, UnknownCode, UnknownCodeSystem
from terminology.library.answering import answer
from terminology.library.snapshots import Snapshot
from terminology.operations.knowledge import EDGE_OF_KNOWLEDGE
from tests.conftest import SHARED, found
from tests.examples.all_releases import BASE, HCPCS, NOW, load_all, snapshot_of, snapshot_of_all

Json = dict[str, Any]
COVERAGE = f"{BASE}/CodeSystem/hcpcs-coverage"  # states no validity dates
J0570 = (
    "it ended between 2024-07-02 and 2025-09-30, "
    "and was valid again from 2025-10-01; "
    "release 2024-07, the last one before, lists it as valid. "
    "Load the releases after 2024-07 and before 2025-10 to find out"
)
Q4236 = (
    "it ended between 2020-07-02 and 2022-12-31, "
    "and was valid again from 2023-01-01; "
    "release 2020-07, the last one before, lists it as valid. "
    "Load the releases after 2020-07 and before 2023-01 to find out"
)


@pytest.fixture(scope="module")
def snapshot(shared_data: Path) -> Snapshot:
    return snapshot_of_all(shared_data)


def ask(snapshot: Snapshot, resource: str, code: str, *query: tuple[str, str], body: Json | None = None) -> Json:
    operation = find_operation(resource, code)
    assert operation
    supplied = parameters_from_resource(body) if body else parameters_from_query(query)
    found: Json = answer(snapshot, FhirVersion.R4, Parameters(operation, supplied), now=NOW, new_id=lambda: "")
    return found


def validated(snapshot: Snapshot, code: str, date: str, **more: str) -> Json:
    query = {"url": HCPCS, "code": code, "date": date, **more}
    return ask(snapshot, "CodeSystem", "validate-code", *query.items())


def looked_up(snapshot: Snapshot, code: str, date: str = "", *more: tuple[str, str], system: str = HCPCS) -> Json:
    dated = (("date", date),) if date else ()
    return ask(snapshot, "CodeSystem", "lookup", ("system", system), ("code", code), *dated, *more)


def value(parameters: Json, name: str) -> object:
    """The value of the first parameter of this name; None if there is none."""
    for item in parameters["parameter"]:
        if item["name"] == name:
            return next(content for key, content in item.items() if key.startswith("value"))
    return None


def decided(parameters: Json) -> Json:
    """The result without its notices about uncovered days (test_knowledge.py)."""
    retained = []
    for item in parameters["parameter"]:
        if item["name"] == "issues":
            left = [issue for issue in item["resource"]["issue"] if issue["code"] != EDGE_OF_KNOWLEDGE]
            item = {**item, "resource": {**item["resource"], "issue": left}}
            if not left:
                continue
        retained.append(item)
    return {**parameters, "parameter": retained}


def issues(parameters: Json) -> list[tuple[str, str]]:
    parameters = decided(parameters)
    found = (item["resource"]["issue"] for item in parameters["parameter"] if item["name"] == "issues")
    return [(issue["severity"], issue["details"]["text"]) for each in found for issue in each]


def properties(parameters: Json) -> dict[str, object]:
    """The value of each property by code; the last one of repeating properties."""
    found = {}
    for item in parameters["parameter"]:
        if item["name"] == "property":
            code, stated = item["part"][0], item["part"][1]
            found[code["valueCode"]] = next(content for key, content in stated.items() if key.startswith("value"))
    return found


@pytest.mark.parametrize(
    ("code", "date", "is_valid", "words", "release"),
    [
        ("J1440", "2013-06-30", True, "filgrastim", "2017-01"),
        ("J1440", "2014-06-01", False, "filgrastim", "2017-01"),
        ("J1440", "2024-01-01", True, "Fecal microbiota", "2024-07"),
        ("G0154", "2016-02-29", True, "skilled nursing", "2017-01"),
        ("G0154", "2016-03-01", False, "skilled nursing", "2017-01"),
        ("J7321", "2019-06-01", True, "visco-3", "2019-01"),
        ("J7321", "2020-07-01", True, "hyalgan or supartz,", "2020-07"),
        ("J7321", "2020-08-01", True, "hyalgan or supartz,", "2020-07"),
        ("J7321", "2024-01-01", True, "visco-3", "2023-01"),
        ("J3111", "2019-10-01", True, "romosozumab", "2020-04"),
        ("J0570", "2024-07-01", True, "Buprenorphine", "2024-07"),
        ("J0570", "2025-01-15", True, "Buprenorphine", "2024-07"),
        ("J0570", "2025-10-01", True, "Buprenorphine", "2025-10"),
        ("Q4236", "2021-06-15", True, "Carepatch", "2020-07"),
        ("Q4236", "2023-01-01", True, "Carepatch", "2023-01"),
        ("S3854", "2010-01-01", True, "Gene expression", "2017-01"),
        ("J9999", "2299-12-31", True, "antineoplastic", "2025-10"),
    ],
)
def test_a_code_is_valid_with_the_texts_of_the_day(
    snapshot: Snapshot, code: str, date: str, is_valid: bool, words: str, release: str
) -> None:
    found = validated(snapshot, code, date)
    assert value(found, "result") is is_valid
    assert words in str(value(found, "display"))
    assert ("visco-3" in str(value(found, "display"))) is (words == "visco-3")
    assert value(found, "version") == release


@pytest.mark.parametrize(
    ("code", "date", "expected"),
    [
        ("J3111", "2019-10-01", []),
        ("J3111", "2019-09-30", [("error", "J3111 was not valid on 2019-09-30: J3111 was added on 2019-10-01")]),
        ("J3111", "1066-10-14", [("error", "J3111 was not valid on 1066-10-14: J3111 was added on 2019-10-01")]),
        ("G0154", "2016-03-01", [("error", "G0154 was not valid on 2016-03-01: it ended on 2016-02-29")]),
        ("G0154", "2016-02", []),
        ("G0154", "2016-03", [("error", "G0154 was not valid on 2016-03: it ended on 2016-02-29")]),
        ("G0154", "2015", []),
        (
            "G0154",
            "2016",
            [("warning", "G0154 was valid on some days of 2016 only: from 1999-07-01 to 2016-02-29")],
        ),
        ("G0154", "2016-02-29T23:59:59-10:00", []),
        (
            "J1440",
            "2014-06-01",
            [
                (
                    "error",
                    "J1440 was not valid on 2014-06-01: it ended on 2013-12-31, and was added again on 2023-07-01",
                )
            ],
        ),
        ("J0570", "2025-01-15", [("warning", f"It is not known whether J0570 was valid on 2025-01-15: {J0570}")]),
        ("J0570", "2025", [("warning", f"It is not known whether J0570 was valid on 2025: {J0570}")]),
        ("J0570", "2024-07-01", []),
        ("J0570", "2025-10", []),
        ("Q4236", "2021-06-15", [("warning", f"It is not known whether Q4236 was valid on 2021-06-15: {Q4236}")]),
        ("Q4236", "2022-12-31", [("warning", f"It is not known whether Q4236 was valid on 2022-12-31: {Q4236}")]),
        ("Q4236", "2020-06-30", [("error", "Q4236 was not valid on 2020-06-30: Q4236 was added on 2020-07-01")]),
    ],
)
def test_the_issues_name_the_dates(snapshot: Snapshot, code: str, date: str, expected: list[tuple[str, str]]) -> None:
    found = validated(snapshot, code, date)
    assert issues(found) == expected
    assert value(found, "result") is not any(severity == "error" for severity, _ in expected)


@pytest.mark.parametrize("date", ["2016-02-30", "2016-13", "29.02.2016", "2016-02-29T25:00:00Z"])
def test_an_impossible_date_is_refused(snapshot: Snapshot, date: str) -> None:
    with pytest.raises(BadRequest, match="is not a date"):
        validated(snapshot, "G0154", date)
    with pytest.raises(BadRequest, match="is not a date"):
        looked_up(snapshot, "G0154", date)
    with pytest.raises(BadRequest, match="is not a date"):
        expanded(snapshot, "hcpcs-modifiers", ("date", date))


def test_a_terminated_code_without_a_date_is_true_with_a_warning_and_the_day_of_its_end(snapshot: Snapshot) -> None:
    found = ask(snapshot, "CodeSystem", "validate-code", ("url", HCPCS), ("code", "G0154"))
    assert value(found, "result") is True
    assert [severity for severity, _ in issues(found)] == ["warning", "information"]
    assert issues(found)[1][1] == "G0154 ended on 2016-02-29. Pass a date to ask about earlier days"


def test_a_requested_version_answers_for_a_day_from_its_own_knowledge(snapshot: Snapshot) -> None:
    assert value(validated(snapshot, "C9034", "2019-02-01"), "result") is False
    assert value(validated(snapshot, "C9034", "2019-02-01", version="2019-01"), "result") is True
    assert value(validated(snapshot, "J1440", "2014-06-01", version="2025-10"), "result") is False
    assert issues(validated(snapshot, "J1440", "2013-06-30", version="2025-10")) == [
        ("error", "J1440 was not valid on 2013-06-30: J1440 was added on 2023-07-01")
    ]
    with pytest.raises(UnknownCodeSystem):
        looked_up(snapshot, "J1440", "2013-06-30", ("version", "2013-07"))


def unhinted(answer: Json) -> list[Json]:
    """The result without the hint about an unknown code in other releases."""
    retained = [item for item in answer["parameter"] if item["name"] not in ("message", "issues")]
    return [*retained, *(item for item in all_issues(answer) if item["code"] != "informational")]


def all_issues(answer: Json) -> list[Json]:
    return [issue for item in answer["parameter"] if item["name"] == "issues" for issue in item["resource"]["issue"]]


def test_a_requested_version_answers_as_if_only_it_were_loaded(snapshot: Snapshot, shared_data: Path) -> None:
    alone = snapshot_of(load_all(shared_data)[4:5])
    for code in ("J1440", "Q4236", "S3854", "J7321", "G0154", "J3111", "J0570", "KX"):
        for date in ("2005-06-01", "2016-02-29", "2021-06-15", "2023-01-01", "2024-02", "2031"):
            pinned = validated(snapshot, code, date, version="2023-01")
            assert unhinted(pinned) == unhinted(validated(alone, code, date, version="2023-01"))
            assert unhinted(decided(pinned)) == unhinted(decided(validated(alone, code, date)))


def test_loading_order_and_removing_and_loading_again_change_no_answer(snapshot: Snapshot, shared_data: Path) -> None:
    releases = load_all(shared_data)
    others = [snapshot_of(releases[::-1]), snapshot_of([*releases[3:], *releases[:3]])]
    for code in ("J1440", "Q4236", "S3854", "J7321", "G0154", "J3111", "DA", "C9058"):
        for date in ("2012-06-01", "2016-02-29", "2019-12-31", "2021-06-15", "2024-02"):
            expected = validated(snapshot, code, date)
            assert [validated(item, code, date) for item in others] == [expected, expected]


def test_a_locked_date_answers_as_the_date_does(snapshot: Snapshot) -> None:
    """The case locked-date of ../shared/cases."""
    case = found(SHARED / "cases", "the cases") / "locked-date" / "request.json"
    body = json_format.loads(case.read_bytes())
    expansion = ask(snapshot, "ValueSet", "expand", body=body)["expansion"]
    assert [(entry["code"], entry.get("inactive")) for entry in expansion["contains"]] == [("G0154", None)]
    for code, is_valid in (("G0154", True), ("J3111", False)):
        asked = [*body["parameter"], {"name": "system", "valueUri": HCPCS}, {"name": "code", "valueCode": code}]
        answer = ask(snapshot, "ValueSet", "validate-code", body={**body, "parameter": asked})
        assert value(answer, "result") is is_valid


def test_a_display_is_right_on_its_days_and_wrong_on_others(snapshot: Snapshot) -> None:
    display = "Hyaluronan or derivative, hyalgan or supartz, for intra-articular injection, per dose"
    assert value(validated(snapshot, "J7321", "2020-08-01", display=display), "result") is True
    assert value(validated(snapshot, "J7321", "2019-06-01", display=display), "result") is False


def test_a_date_for_a_code_system_without_validity_dates_is_answered_with_the_remark(snapshot: Snapshot) -> None:
    remark = (
        "information",
        f"The date was ignored: the code system {_canonical(snapshot)} states no validity dates",
    )
    found = ask(snapshot, "CodeSystem", "validate-code", ("url", COVERAGE), ("code", "C"), ("date", "2020"))
    assert (value(found, "result"), issues(found)) == (True, [remark])
    assert issues(looked_up(snapshot, "C", "2020", system=COVERAGE)) == [remark]


def _canonical(snapshot: Snapshot) -> str:
    found = snapshot.catalogue.find_code_system(COVERAGE)
    assert found
    return found.header.canonical


# $lookup


def test_lookup_before_the_first_day_says_when_that_is(snapshot: Snapshot) -> None:
    with pytest.raises(UnknownCode) as raised:
        looked_up(snapshot, "J3111", "2019-09-30")
    assert raised.value.issues[0].text == "J3111 was added on 2019-10-01"


NAMES = ("status", "inactive", "effectiveDate", "retirementDate")


@pytest.mark.parametrize(
    ("code", "date", "expected"),
    [
        ("G0154", "2016-02-29", ["active", False, "1999-07-01", "2016-02-29"]),
        ("G0154", "2016-03-01", ["retired", True, "1999-07-01", "2016-02-29"]),
        ("J1440", "2013-12-31", ["active", False, "1994-01-01", "2013-12-31"]),
        ("J1440", "2020-01-01", ["retired", True, "1994-01-01", "2013-12-31"]),
        ("J1440", "2023-07-01", ["active", False, "2023-07-01", None]),
        ("J0570", "2025-01-15", ["active", False, "2017-01-01", None]),
        ("J0570", "2025-10-01", ["active", False, "2025-10-01", None]),
        ("C9034", "2019-02-01", ["retired", True, "2018-10-01", "2018-12-31"]),
    ],
)
def test_lookup_returns_status_and_dates_as_of_the_day(
    snapshot: Snapshot, code: str, date: str, expected: list[object]
) -> None:
    found = properties(looked_up(snapshot, code, date))
    assert [found.get(name) for name in NAMES] == expected


def test_lookup_of_an_undecided_day_carries_the_warning(snapshot: Snapshot) -> None:
    assert issues(looked_up(snapshot, "J0570", "2025-01-15")) == [
        ("warning", f"It is not known whether J0570 was valid on 2025-01-15: {J0570}")
    ]


def test_lookup_of_a_day_after_the_end_needs_no_issue_besides_the_dates(snapshot: Snapshot) -> None:
    assert issues(looked_up(snapshot, "G0154", "2020-01-01")) == []


def periods(found: Json) -> list[dict[str, str]]:
    """Each period, its parts by name and its interval as `value`."""
    reported = []
    for item in found["parameter"]:
        if item["name"] == "property" and item["part"][0]["valueCode"] == "validity":
            parts = [each["part"] for each in item["part"] if each["name"] == "subproperty"]
            facts = {code["valueCode"]: next(iter(set(answered.values()) - {"value"})) for code, answered in parts}
            reported.append({"value": item["part"][1]["valueString"], **facts})
    return reported


def test_lookup_lists_each_period(snapshot: Snapshot) -> None:
    assert periods(looked_up(snapshot, "J1440", "", ("property", "validity"))) == [
        {
            "value": "1994-01-01/2013-12-31",
            "from": "1994-01-01",
            "to": "2013-12-31",
            "display": "Injection, filgrastim (g-csf), 300 mcg",
            "releases": "2017-01",
        },
        {
            "value": "2023-07-01/..",
            "from": "2023-07-01",
            "display": "Fecal microbiota, live - jslm, 1 ml",
            "releases": "2024-07, 2025-10",
        },
    ]


def test_lookup_states_between_which_days_a_period_ended(snapshot: Snapshot) -> None:
    first, second = periods(looked_up(snapshot, "J0570", "", ("property", "validity")))
    assert (first["value"], first["endedAfter"], first["endedBefore"]) == ("2017-01-01/?", "2024-07-01", "2025-10-01")
    assert "to" not in first
    assert (second["value"], second["releases"]) == ("2025-10-01/..", "2025-10")


def test_lookup_in_a_version_lists_only_the_periods_known_to_it(snapshot: Snapshot) -> None:
    stated = (("property", "validity"), ("version", "2017-01"))
    assert [item["value"] for item in periods(looked_up(snapshot, "J1440", "", *stated))] == ["1994-01-01/2013-12-31"]


# ValueSet/$validate-code, $batch-validate-code, $expand


def in_value_set(snapshot: Snapshot, name: str, code: str, date: str) -> Json:
    query = (("url", f"{BASE}/ValueSet/{name}"), ("system", HCPCS), ("code", code), ("date", date))
    return ask(snapshot, "ValueSet", "validate-code", *query)


def test_a_value_set_contains_a_code_on_its_days(snapshot: Snapshot) -> None:
    assert value(in_value_set(snapshot, "hcpcs-chapter-g", "G0154", "2016-02-29"), "result") is True
    ended = in_value_set(snapshot, "hcpcs-chapter-g", "G0154", "2016-03-01")
    assert value(ended, "result") is False
    assert ("error", "G0154 was not valid on 2016-03-01: it ended on 2016-02-29") in issues(ended)
    early = in_value_set(snapshot, "hcpcs-chapter-j", "J3111", "2019-09-30")
    assert value(early, "result") is False
    assert ("error", "J3111 was not valid on 2019-09-30: J3111 was added on 2019-10-01") in issues(early)


def entry(**fields: str) -> Json:
    names = {"url": "valueUri", "code": "valueCode", "date": "valueDateTime", "version": "valueString"}
    parameter = [{"name": name, names[name]: content} for name, content in fields.items()]
    return {"name": "validation", "resource": {"resourceType": "Parameters", "parameter": parameter}}


def test_each_entry_of_a_batch_has_its_own_date(snapshot: Snapshot) -> None:
    entries = [
        entry(code="G0154", date="2016-02-29"),
        entry(code="G0154", date="2016-03-01"),
        entry(code="G0154"),
        entry(code="G0154", date="2016-02-30"),
    ]
    outer = [{"name": "url", "valueUri": HCPCS}, {"name": "date", "valueDateTime": "1999-06-30"}]
    body = {"resourceType": "Parameters", "parameter": [*outer, *entries]}
    found = ask(snapshot, "CodeSystem", "batch-validate-code", body=body)
    first, second, third, fourth = (item["resource"] for item in found["parameter"])
    assert [value(item, "result") for item in (first, second, third)] == [True, False, False]
    assert issues(third) == [("error", "G0154 was not valid on 1999-06-30: G0154 was added on 1999-07-01")]
    assert fourth["resourceType"] == "OperationOutcome"


def expanded(snapshot: Snapshot, value_set: str | Json, *more: tuple[str, str]) -> Json:
    if isinstance(value_set, str):
        query = (("url", f"{BASE}/ValueSet/{value_set}"), ("count", "1000"), *more)
        return dict(ask(snapshot, "ValueSet", "expand", *query)["expansion"])
    typed = [{"name": name, _typed(name): content == "true" or content} for name, content in more]
    body = {"resourceType": "Parameters", "parameter": [{"name": "valueSet", "resource": value_set}, *typed]}
    return dict(ask(snapshot, "ValueSet", "expand", body=body)["expansion"])


def _typed(name: str) -> str:
    return "valueBoolean" if name == "activeOnly" else "valueDateTime"


def members(expansion: Json) -> dict[str, bool]:
    """Whether each code of the expansion is active."""
    return {item["code"]: not item.get("inactive", False) for item in expansion.get("contains", [])}


def compose(*filters: tuple[str, str, str]) -> Json:
    stated = [{"property": name, "op": op, "value": text} for name, op, text in filters]
    include = {"system": HCPCS, "filter": stated}
    return {"resourceType": "ValueSet", "url": "u:v", "status": "active", "compose": {"include": [include]}}


def listing(*codes: str) -> Json:
    include = {"system": HCPCS, "concept": [{"code": code} for code in codes]}
    return {"resourceType": "ValueSet", "url": "u:v", "status": "active", "compose": {"include": [include]}}


def test_an_expansion_has_the_codes_that_had_started_and_marks_the_ended_ones(snapshot: Snapshot) -> None:
    some = listing("G0154", "J3111", "J1440", "J0570")
    on = {
        date: members(expanded(snapshot, some, ("date", date))) for date in ("2013-12-31", "2016-03-01", "2023-07-01")
    }
    assert on == {
        "2013-12-31": {"G0154": True, "J1440": True},
        "2016-03-01": {"G0154": False, "J1440": False},
        "2023-07-01": {"G0154": False, "J3111": True, "J1440": True, "J0570": True},
    }
    active = expanded(snapshot, some, ("date", "2016-03-01"), ("activeOnly", "true"))
    assert members(active) == {}


def test_a_filter_is_applied_to_the_properties_of_the_day(snapshot: Snapshot) -> None:
    code, coverage = _changed(snapshot, "coverage")
    value_set = compose(("coverage", "=", coverage), _code(code))
    found = {date: members(expanded(snapshot, value_set, ("date", date))) for date in ("2019-06-01", "2020-05-01")}
    assert found == {"2019-06-01": {code: True}, "2020-05-01": {}}


def _code(code: str) -> tuple[str, str, str]:
    return "code", "regex", code


def _changed(snapshot: Snapshot, name: str) -> tuple[str, str]:
    """The first active code with other values in the release of 2020-04 than in 2019-01, and the earlier value."""
    old = snapshot.catalogue.get_code_system(HCPCS, "2019-01")
    new = snapshot.catalogue.get_code_system(HCPCS, "2020-04")
    for concept in old.concepts():
        later = new.locate(concept.code)
        stated = concept.values(name)
        if later and stated and not later.values("terminationDate") and later.values(name) not in ((), stated):
            return concept.code, str(stated[0].content)
    raise AssertionError(name)


def test_status_as_a_filter_is_that_of_the_day(snapshot: Snapshot) -> None:
    active = compose(("status", "=", "active"), _code("G0154"))
    assert members(expanded(snapshot, active, ("date", "2016-02-29"))) == {"G0154": True}
    assert members(expanded(snapshot, active, ("date", "2016-03-01"))) == {}


def test_all_modifiers_of_a_day_are_listed_even_if_the_release_in_force_has_none(snapshot: Snapshot) -> None:
    found = members(expanded(snapshot, "hcpcs-modifiers", ("date", "2024-07-01")))
    assert found["KX"]
    assert found["DA"]


def test_an_expansion_names_the_release_in_force_and_the_date(snapshot: Snapshot) -> None:
    parameters = expanded(snapshot, "hcpcs-modifiers", ("date", "2020-06-30"))["parameter"]
    stated = {item["name"]: next(v for k, v in item.items() if k.startswith("value")) for item in parameters}
    assert stated["used-codesystem"] == f"{HCPCS}|2020-04"
    assert stated["date"] == "2020-06-30"


def test_an_expansion_names_the_code_systems_without_validity_dates(snapshot: Snapshot) -> None:
    value_set = {**listing(), "compose": {"include": [{"system": COVERAGE}]}}
    parameters = expanded(snapshot, value_set, ("date", "2020"))["parameter"]
    undated = [item for item in parameters if item["name"] == "undated-codesystem"]
    assert undated == [{"name": "undated-codesystem", "valueUri": _canonical(snapshot)}]
