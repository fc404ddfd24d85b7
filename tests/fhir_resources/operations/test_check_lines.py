from datetime import date
from decimal import Decimal

import pytest

from fhir_resources.operation_definitions import CHECK_LINES
from fhir_resources.operations import check_lines
from fhir_resources.parameters import Parameters, parameters_from_resource
from terminology.core.claim_lines import ClaimLine
from terminology.core.errors import BadRequest
from tests.builders.claims import checker


def read(*lines: list[dict[str, object]]) -> tuple[check_lines.NamedLine, ...]:
    body = {"resourceType": "Parameters", "parameter": [{"name": "line", "part": parts} for parts in lines]}
    return check_lines.read(Parameters(CHECK_LINES, parameters_from_resource(body)))


def test_a_line_is_read_from_its_parts() -> None:
    (named,) = read(
        [
            {"name": "id", "valueString": "a"},
            {"name": "coding", "valueCoding": {"system": "s", "code": "J3111"}},
            {"name": "modifier", "valueCode": "NU"},
            {"name": "modifier", "valueCode": "KX"},
            {"name": "date", "valueDateTime": "2026-02-01T08:00:00Z"},
            {"name": "quantity", "valueDecimal": 210.0},
            {"name": "ndc", "valueString": "55513-0880-02"},
            {"name": "ndcQuantity", "valueDecimal": 2},
        ]
    )
    assert named.id == "a"
    assert named.line == ClaimLine(
        "J3111",
        ("NU", "KX"),
        date(2026, 2, 1),
        Decimal("210.0"),
        "55513-0880-02",
        Decimal(2),
        system="s",
    )


def test_a_line_without_an_id_has_its_place() -> None:
    assert [named.id for named in read([{"name": "code", "valueCode": "a"}], [{"name": "code", "valueCode": "b"}])] == [
        "1",
        "2",
    ]


@pytest.mark.parametrize(
    "part",
    [
        {"name": "date", "valueDateTime": "2026-02"},
        {"name": "date", "valueString": "soon"},
        {"name": "quantity", "valueString": "two"},
        {"name": "quantity", "valueDecimal": -1},
        {"name": "ndcQuantity", "valueString": "NaN"},
        {"name": "units", "valueInteger": 2},
    ],
)
def test_unreadable_values_are_findings_not_refusals(part: dict[str, object]) -> None:
    (named,) = read([{"name": "code", "valueCode": "J3111"}, part])
    assert [finding.rule for finding in checker().check(named.line).findings][:1] == ["unreadable-value"]


def test_an_empty_request_is_refused() -> None:
    with pytest.raises(BadRequest, match="there is nothing to check"):
        read()


def test_findings_and_their_counts_are_written() -> None:
    lines = read([{"name": "code", "valueCode": "K0554"}], [{"name": "code", "valueCode": "J3111"}])
    written = check_lines.write((named, checker().check(named.line)) for named in lines)
    first, second, summary = written["parameter"]
    assert first["part"][1] == {"name": "result", "valueBoolean": False}
    finding = first["part"][2]["part"]
    assert [item["name"] for item in finding] == ["rule", "severity", "text", "suggestion"]
    assert finding[3]["valueCoding"]["code"] == "E2103"
    assert second["part"] == [{"name": "id", "valueString": "2"}, {"name": "result", "valueBoolean": True}]
    assert summary["part"] == [{"name": "rule", "valueCode": "ended"}, {"name": "count", "valueInteger": 1}]
