"""Batches of validations, as every caller requests them."""

import time
from datetime import UTC, datetime
from typing import Any

from fhir_resources.operation_definitions import (
    CODE_SYSTEM_BATCH_VALIDATE_CODE,
    VALUE_SET_BATCH_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from terminology.core.budget import Budget, Limits
from terminology.library.answering import answer
from terminology.library.caches import ClientResourceCaches
from terminology.library.resources import index_of
from terminology.library.snapshots import Snapshot
from tests.builders.catalogue import SYSTEM, VALUE_SET, catalogue_of, code_system_of, codes_of, value_set_of
from tests.builders.cpu import least_cpu_s

NOW = datetime(2025, 10, 1, tzinfo=UTC)
CATALOGUE = catalogue_of(code_system_of("a", "b"), value_set_of(codes_of("a")))
BROUGHT = {
    "resourceType": "ValueSet",
    "url": "http://example.org/brought",
    "status": "active",
    "compose": {"include": [{"system": SYSTEM, "concept": [{"code": "b"}]}]},
}
URL, IN_SYSTEM = ("url", VALUE_SET), ("system", SYSTEM)
Json = dict[str, Any]


def validation(**parts: Any) -> tuple[str, Json]:
    entries = [
        {"name": name.replace("_", "-"), **({"resource": item} if isinstance(item, dict) else {"valueString": item})}
        for name, item in parts.items()
    ]
    return "validation", {"resourceType": "Parameters", "parameter": entries}


def results(operation: OperationDefinition, *items: tuple[str, Any], **terms: Any) -> list[bool | str]:
    """The result of each validation, or the text of its outcome."""
    parameters = Parameters(operation, (Parameter(*item) for item in items))
    snapshot = Snapshot(CATALOGUE, index_of([]), 1)
    batch = answer(snapshot, FhirVersion.R5, parameters, now=NOW, new_id=lambda: "an-id", **terms)
    return [_result(item["resource"]) for item in batch["parameter"]]


def _result(resource: Json) -> bool | str:
    if resource["resourceType"] == "OperationOutcome":
        return str(resource["issue"][0]["details"]["text"])
    return next(bool(item["valueBoolean"]) for item in resource["parameter"] if item["name"] == "result")


def test_a_batch_validates_each_code_for_itself_and_in_order() -> None:
    codes = [validation(code=code) for code in ("a", "b", "a")]
    assert results(VALUE_SET_BATCH_VALIDATE_CODE, URL, IN_SYSTEM, *codes) == [True, False, True]


def test_a_batch_over_a_code_system() -> None:
    codes = [validation(code="a"), validation(code="c")]
    assert results(CODE_SYSTEM_BATCH_VALIDATE_CODE, ("url", SYSTEM), *codes) == [True, False]


def test_a_failed_entry_does_not_affect_the_others() -> None:
    entries = (
        validation(code="a"),
        validation(),
        ("validation", "no resource"),
        validation(code="a", url="http://example.org/unknown"),
        validation(code="a", tx_resource={"resourceType": "Patient"}),
        validation(code="a", displayLanguage="?!"),
        validation(code="a"),
    )
    found = results(VALUE_SET_BATCH_VALIDATE_CODE, URL, IN_SYSTEM, *entries)
    assert (found[0], found[-1]) == (True, True)
    assert all(isinstance(item, str) for item in found[1:-1])


def test_shared_resources_apply_to_all_validations_and_those_of_one_only_to_it() -> None:
    asks = validation(code="b", url=BROUGHT["url"])
    own = validation(code="b", url=BROUGHT["url"], tx_resource=BROUGHT)
    shared = results(VALUE_SET_BATCH_VALIDATE_CODE, IN_SYSTEM, ("tx-resource", BROUGHT), asks, asks)
    assert shared == [True, True]
    alone = results(VALUE_SET_BATCH_VALIDATE_CODE, IN_SYSTEM, own, asks)
    assert alone[0] is True
    assert "could not be found" in str(alone[1])


def test_resources_of_one_validation_in_an_unsealed_cache_apply_to_earlier_ones() -> None:
    caches = ClientResourceCaches()
    caches.start("one", FhirVersion.R5, (), is_sealed=False)
    entries = (validation(code="b", url=BROUGHT["url"]), validation(code="b", valueSet=BROUGHT))
    found = results(VALUE_SET_BATCH_VALIDATE_CODE, IN_SYSTEM, *entries, caches=caches, cache_id="one")
    assert found == [True, True]


def test_a_batch_has_one_deadline_and_says_which_answers_it_cost() -> None:
    entries = (validation(code="a"), validation(code="a"))
    late = results(
        VALUE_SET_BATCH_VALIDATE_CODE, URL, IN_SYSTEM, *entries, budget=Budget(Limits(seconds=-1.0), time.monotonic)
    )
    assert ["within" in str(item) for item in late] == [True, True]


def test_a_batch_takes_time_in_proportion_to_its_validations() -> None:
    """Shared resources used to be searched again among all entries, for each entry."""

    def cpu_of(count: int) -> float:
        entries = [validation(code="a")] * count
        return least_cpu_s(lambda: results(VALUE_SET_BATCH_VALIDATE_CODE, URL, IN_SYSTEM, *entries), rounds=3)

    assert cpu_of(4000) < 25 * cpu_of(400)  # where each looked at all it would be a hundred


def test_a_coding_gets_the_same_answer_as_alone_whatever_the_shared_parameters() -> None:
    codings = [{"system": system, "code": code} for system in (SYSTEM, "http://example.org/other") for code in "abc"]
    common = [(), (("url", SYSTEM),), (("url", "http://example.org/other"),), (("displayLanguage", "de"),)]
    for stated in common:
        together = answered(CODE_SYSTEM_BATCH_VALIDATE_CODE, *stated, *map(validation_of, codings))
        alone = [answered(CODE_SYSTEM_BATCH_VALIDATE_CODE, *stated, validation_of(coding))[0] for coding in codings]
        assert together == alone
    assert len({str(item) for item in together}) > 2


def validation_of(coding: Json) -> tuple[str, Json]:
    return "validation", {"resourceType": "Parameters", "parameter": [{"name": "coding", "valueCoding": coding}]}


def answered(operation: OperationDefinition, *items: tuple[str, Any]) -> list[Json]:
    parameters = Parameters(operation, (Parameter(*item) for item in items))
    snapshot = Snapshot(CATALOGUE, index_of([]), 1)
    batch = answer(snapshot, FhirVersion.R5, parameters, now=NOW, new_id=lambda: "an-id")
    return [item["resource"] for item in batch["parameter"]]
