"""A CQL engine and NLM's form widget, unmodified, against this server."""

import pytest

from tests.clients.conftest import Program
from tests.examples.server import RunningServer

pytestmark = pytest.mark.long

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
DRUGS = "https://terminology.example.org/fhir/ValueSet/hcpcs-chapter-j"


def test_a_cql_engine_knows_the_value_set_by_its_expansion(node: Program, server: RunningServer) -> None:
    assert node("cql", f"{server.url}/r4", DRUGS, HCPCS, "J3111", "E0601") == ["J3111 true", "E0601 false"]


def test_nlms_widget_on_a_page_of_another_origin_lists_what_words_mean(node: Program, server: RunningServer) -> None:
    expand = f"{server.url}/r4/ValueSet/$expand?url={DRUGS}"
    assert node("lhc", expand, "romosozumab") == ["Injection, romosozumab-aqqg, 1 mg"]
